package dev.strata.client.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class IgnoreRulesTest {
    private static boolean leavesOut(String rules, String path, boolean folder) {
        return IgnoreRules.of(List.of(rules.split(" "))).leavesOut(path, folder);
    }

    @Test
    void aNameFitsAnywhere() {
        assertThat(leavesOut("*.tmp", "a.tmp", false)).isTrue();
        assertThat(leavesOut("*.tmp", "docs/a.tmp", false)).isTrue();
        assertThat(leavesOut("*.tmp", "docs/a.tmpx", false)).isFalse();
    }

    @Test
    void aPathFitsFromTheTop() {
        assertThat(leavesOut("/build", "build", true)).isTrue();
        assertThat(leavesOut("/build", "docs/build", true)).isFalse();
        assertThat(leavesOut("docs/*.txt", "docs/a.txt", false)).isTrue();
        assertThat(leavesOut("docs/*.txt", "docs/deep/a.txt", false)).isFalse();
        assertThat(leavesOut("docs/**/a.txt", "docs/very/deep/a.txt", false)).isTrue();
    }

    @Test
    void aSlashAtTheEndMeansFoldersOnly() {
        assertThat(leavesOut("build/", "deep/build", true)).isTrue();
        assertThat(leavesOut("build/", "build", false)).isFalse();
    }

    @Test
    void theLastPatternDecides() {
        assertThat(leavesOut("*.tmp !keep.tmp", "keep.tmp", false)).isFalse();
        assertThat(leavesOut("!keep.tmp *.tmp", "keep.tmp", false)).isTrue();
    }

    @Test
    void dotsAndBracketsAreNothingSpecial() {
        assertThat(leavesOut("a.b", "aXb", false)).isFalse();
        assertThat(leavesOut("a[1]", "a[1]", false)).isTrue();
    }

    @Test
    void theClientsOwnFolderIsAlwaysLeftOut() {
        assertThat(leavesOut("!.strata", ".strata", true)).isTrue();
    }
}
