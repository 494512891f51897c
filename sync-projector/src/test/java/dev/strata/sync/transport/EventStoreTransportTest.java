package dev.strata.sync.transport;

import dev.strata.kernel.device.DeviceEvent.DeviceRenamed;
import dev.strata.kernel.id.DeviceId;
import dev.strata.sync.Home;
import dev.strata.sync.SyncServer;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.springframework.jdbc.core.simple.JdbcClient;

class EventStoreTransportTest extends EventTransportContract {
    private static final String RECORDER = "--spring.main.sources=" + RecordingReceiver.class.getName();

    private static SyncServer server;
    private static Home home;

    @BeforeAll
    static void start() {
        server = SyncServer.start(RECORDER);
        home = server.newHome();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Override
    protected void commit(UUID stream) {
        DeviceId device = new DeviceId(stream);
        home.commit(() -> home.write("Device", stream, new DeviceRenamed(device, home.account, "a", "b")));
    }

    @Override
    protected RecordingReceiver receiver() {
        return server.bean(RecordingReceiver.class);
    }

    @Override
    protected void restartProcess() {
        server.restart(RECORDER);
        home = server.newHome();
    }

    @Override
    protected JdbcClient sql() {
        return server.sql();
    }
}
