package dev.strata.storage.pack.azure;

import dev.strata.storage.pack.PackStore;
import dev.strata.storage.pack.remote.FaultContract;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

class AzureFaultsTest extends FaultContract {
    /** Azure does not number them, but their names begin with the number, and are in Base64. */
    private static final Pattern SECOND = Pattern.compile("blockid=AAAAA[Q-Za-f]");

    @TempDir
    static Path directory;

    private static @Nullable Azurite azure;

    @BeforeAll
    static void start() throws IOException {
        azure = Azurite.start(directory, "fault test");
    }

    @AfterAll
    static void stop() throws IOException {
        if (azure != null) {
            azure.close();
        }
    }

    @Override
    protected URI server() {
        return azure.endpoint();
    }

    @Override
    protected PackStore open(URI endpoint, Map<String, String> patience) throws IOException {
        Map<String, String> changes = new HashMap<>(patience);
        changes.put("endpoint", endpoint.toString());
        changes.put("container", bucket);
        changes.put("block-size", "5MB");
        return AzurePackStore.open(azure.settings(changes));
    }

    @Override
    protected boolean isPart(String request) {
        return PUT.test(request) && request.contains("comp=block&");
    }

    @Override
    protected boolean isSecondPart(String request) {
        return isPart(request) && SECOND.matcher(request).find();
    }

    @Override
    protected boolean isCompletion(String request) {
        return PUT.test(request) && request.contains("comp=blocklist");
    }
}
