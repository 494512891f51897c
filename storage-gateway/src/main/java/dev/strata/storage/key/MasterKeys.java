package dev.strata.storage.key;

import dev.strata.platform.signing.SigningKeys;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * The master key in use, and those that were: from the environment ({@code STRATA_STORAGE_MASTERKEY}, {@code
 * STRATA_STORAGE_PREVIOUSMASTERKEYS}), else from {@code storage.key} and {@code storage-previous.key} in the keys
 * directory.
 */
@Component
public class MasterKeys {
    private static final int KEY_BYTES = 32;

    private final MasterKey current;
    private final List<MasterKey> previous;

    /** @param configured 32 bytes in hex, as all of them are; the file if there is none */
    MasterKeys(
            @Value("${strata.storage.master-key:#{null}}") @Nullable String configured,
            @Value("${strata.storage.previous-master-keys:}") List<String> previous,
            SigningKeys files) {
        this.current =
                configured == null ? new LocalMasterKey(files.secret("storage").getEncoded()) : parse(configured);
        this.previous = Stream.concat(previous.stream(), files.find("storage-previous.key").stream())
                .filter(key -> !key.isBlank())
                .map(MasterKeys::parse)
                .toList();
    }

    private static MasterKey parse(String hex) {
        byte[] bytes = HexFormat.of().parseHex(hex.strip());
        if (bytes.length != KEY_BYTES) {
            throw new IllegalArgumentException(
                    "a master key of the storage has %d bytes in hex, not %d".formatted(KEY_BYTES, bytes.length));
        }
        return new LocalMasterKey(bytes);
    }

    /** The one that wraps new data keys. */
    public MasterKey current() {
        return current;
    }

    public Optional<MasterKey> find(String id) {
        return Stream.concat(Stream.of(current), previous.stream())
                .filter(key -> key.id().equals(id))
                .findFirst();
    }
}
