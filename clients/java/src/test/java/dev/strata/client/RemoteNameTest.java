package dev.strata.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.strata.client.RemoteName.Home;
import dev.strata.client.RemoteName.Shared;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RemoteNameTest {
    @ParameterizedTest
    @ValueSource(strings = {"/docs/a b.txt", "docs/a b.txt", "//docs/./a b.txt"})
    void aPathBeginsInOnesOwnSpace(String text) {
        assertThat(RemoteName.parse(text)).isEqualTo(new RemoteName(new Home(), List.of("docs", "a b.txt"), false));
    }

    @Test
    void aSlashAtTheEndMeansAFolder() {
        RemoteName name = RemoteName.parse("/docs/new/");
        assertThat(name.folder()).isTrue();
        assertThat(name.name()).isEqualTo("new");
        assertThat(name.parent().path()).isEqualTo("/docs");
    }

    @Test
    void theRootHasNoName() {
        assertThat(RemoteName.parse("/").isTop()).isTrue();
        assertThat(RemoteName.parse("/").path()).isEqualTo("/");
    }

    @Test
    void whatIsSharedBeginsAtItsName() {
        assertThat(RemoteName.parse("shared:plans/2026/a.txt"))
                .isEqualTo(new RemoteName(new Shared("plans"), List.of("2026", "a.txt"), false));
        assertThat(RemoteName.parse("shared:plans").isTop()).isTrue();
    }

    @Test
    void anIdIsABeginningToo() {
        assertThat(RemoteName.parse("id:n1/a.txt"))
                .isEqualTo(new RemoteName(new RemoteName.Id("n1"), List.of("a.txt"), false));
        assertThatThrownBy(() -> RemoteName.parse("id:")).isInstanceOf(RemoteNameException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/docs/a.txt", "shared:plans/a", "shared:plans", "id:n1", "id:n1/a"})
    void isWrittenAsItWasRead(String text) {
        assertThat(RemoteName.parse(text)).hasToString(text);
    }

    @Test
    void doesNotGoUp() {
        assertThatThrownBy(() -> RemoteName.parse("/docs/../a")).hasMessageContaining("..");
    }
}
