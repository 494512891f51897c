package dev.strata.storage.download;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AttachmentTest {
    @Test
    void keepsAPlainName() {
        assertThat(Attachment.header("a b.txt"))
                .isEqualTo("attachment; filename=\"a b.txt\"; filename*=UTF-8''a%20b.txt");
    }

    @Test
    void writesOtherNamesInBothForms() {
        assertThat(Attachment.header("ü\"\r\n%.txt"))
                .isEqualTo("attachment; filename=\"_____.txt\"; filename*=UTF-8''%C3%BC%22%0D%0A%25.txt");
    }
}
