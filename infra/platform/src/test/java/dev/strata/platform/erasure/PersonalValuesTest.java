package dev.strata.platform.erasure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.strata.kernel.account.AccountEvent.AccountOpened;
import dev.strata.kernel.erasure.Personal;
import dev.strata.kernel.id.AccountId;
import dev.strata.kernel.id.NodeId;
import dev.strata.kernel.id.SpaceId;
import dev.strata.kernel.node.NodeEvent.DescriptionChanged;
import dev.strata.kernel.node.NodeEvent.FolderCreated;
import dev.strata.kernel.node.NodeEvent.NodePurged;
import dev.strata.kernel.node.NodeEvent.NodeRenamed;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PersonalValuesTest {
    private static final NodeId NODE = NodeId.of("01990000-0000-7000-8000-000000000001");
    private static final SpaceId SPACE = SpaceId.of("01990000-0000-7000-8000-000000000004");
    private static final AccountId ACCOUNT = AccountId.of("01990000-0000-7000-8000-000000000006");

    @TempDir
    private Path directory;

    private LogDatabase log;
    private SubjectKeys keys;
    private PersonalValues values;

    @BeforeEach
    void open() {
        log = new LogDatabase(directory);
        keys = log.process();
        values = new PersonalValues(keys);
    }

    @AfterEach
    void close() {
        log.close();
    }

    @Test
    void whatIsSealedOpensAgain() {
        NodeRenamed event = new NodeRenamed(NODE, SPACE, "naïve.txt", "\uD83D\uDE80 плăн");
        NodeRenamed sealed = (NodeRenamed) values.seal(event);
        assertThat(sealed.from()).startsWith("\u0001").doesNotContain("na");
        assertThat(sealed.nodeId()).isEqualTo(NODE);
        assertThat(sealed.spaceId()).isEqualTo(SPACE);
        assertThat(new PersonalValues(log.process()).open(sealed)).isEqualTo(event);
    }

    @Test
    void equalTextsLookDifferent() {
        assertThat(values.seal(SPACE.value(), "taxes")).isNotEqualTo(values.seal(SPACE.value(), "taxes"));
    }

    @Test
    void nothingIsDoneToWhatIsNotPersonalOrNotThere() {
        NodePurged purged = new NodePurged(NODE, SPACE, "requested");
        assertThat(values.seal(purged)).isSameAs(purged);
        FolderCreated root = new FolderCreated(NODE, SPACE, 1L, null, "");
        assertThat(values.seal(root)).isEqualTo(root);
        assertThat(log.rows(SPACE.value())).isZero();
        DescriptionChanged first = new DescriptionChanged(NODE, SPACE, null, "for the tax office");
        assertThat(((DescriptionChanged) values.seal(first)).from()).isNull();
    }

    @Test
    void anEventOfBeforeThereWereKeysReadsAsItIs() {
        NodeRenamed event = new NodeRenamed(NODE, SPACE, "a.txt", "b.txt");
        assertThat(values.open(event)).isEqualTo(event);
    }

    @Test
    void withoutItsKeyATextIsAPlaceholder() {
        Object opened = values.seal(new AccountOpened(ACCOUNT, "anna", "Anna", null, SPACE, NODE));
        keys.destroy(ACCOUNT.value());
        assertThat(values.open(opened))
                .isEqualTo(new AccountOpened(ACCOUNT, Personal.ERASED, Personal.ERASED, null, SPACE, NODE));
    }

    @Test
    void whatWasAlteredDoesNotOpen() {
        String sealed = values.seal(SPACE.value(), "taxes");
        int middle = sealed.length() - 4;
        String altered =
                sealed.substring(0, middle) + (sealed.charAt(middle) == 'A' ? 'B' : 'A') + sealed.substring(middle + 1);
        assertThatIllegalStateException().isThrownBy(() -> values.open(altered)).withMessageContaining("altered");
    }

    @Test
    void aTextThatLooksSealedSurvives() {
        String forged = values.seal(SPACE.value(), "somebody else's");
        assertThat(values.open(values.seal(ACCOUNT.value(), forged))).isEqualTo(forged);
    }
}
