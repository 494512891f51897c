package dev.strata.sync.feed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strata.sync.Home;
import dev.strata.sync.SyncServer;
import dev.strata.sync.SyncServer.Answer;
import org.junit.jupiter.api.Test;

class RestoredTest {
    @Test
    void cursorsOfBeforeARestoreAreRefusedAndLaterOnesAreNot() {
        try (SyncServer server = SyncServer.start()) {
            Home home = server.newHome();
            server.settle();
            String before = server.get(home.account, "/v1/changes").text("to");

            server.restart("--strata.sync.restored=true");
            Answer refused = server.get(home.account, "/v1/changes?cursor=" + before);
            assertThat(refused.status()).isEqualTo(410);
            assertThat(refused.text("reason")).isEqualTo("epoch");
            assertThat(refused.text("resync")).isEqualTo("keep-both");
            String after = server.get(home.account, "/v1/changes").text("to");

            server.restart();
            assertThat(server.get(home.account, "/v1/changes?cursor=" + after).status())
                    .isEqualTo(200);
        }
    }
}
