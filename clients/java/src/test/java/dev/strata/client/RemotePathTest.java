package dev.strata.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RemotePathTest {
    @Test
    void rootIsEmpty() {
        assertThat(RemotePath.encode("/")).isEmpty();
        assertThat(RemotePath.encode("")).isEmpty();
    }

    @Test
    void slashesSeparateAndEverythingUnusualIsEncoded() {
        assertThat(RemotePath.encode("/docs/a b+c.txt")).isEqualTo("docs/a%20b%2Bc.txt");
        assertThat(RemotePath.encode("Grüße")).isEqualTo("Gr%C3%BC%C3%9Fe");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "100% sure; really.txt",
                "a?b#c",
                "[x]{y}|\\^`\"<>",
                "a&b=c",
                "日本語",
                "\uD83D\uDE00",
                "~.-_",
                "...",
                "%2F"
            })
    void anyNameComesBackAsItWas(String name) {
        URI uri = URI.create("http://localhost/v1/content/" + RemotePath.encode("/folder/" + name));
        assertThat(uri.getPath()).isEqualTo("/v1/content/folder/" + name);
        assertThat(uri.getRawQuery()).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/a//b", "/a/", "/.", "/a/../b"})
    void whatIsNoPathIsRefused(String path) {
        assertThatThrownBy(() -> RemotePath.encode(path)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void anIdCannotLeaveItsSegment() {
        assertThat(RemotePath.segment("x/../y")).isEqualTo("x%2F..%2Fy");
    }
}
