package dev.strata.storage.pack;

import dev.strata.storage.pack.azure.AzurePackStore;
import dev.strata.storage.pack.azure.AzureSettings;
import dev.strata.storage.pack.filesystem.FilesystemPackStore;
import dev.strata.storage.pack.s3.S3PackStore;
import dev.strata.storage.pack.s3.S3Settings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/**
 * The stores of this process: {@code disk} if there is a {@code strata.storage.directory}, {@code s3} if there is a
 * {@code strata.storage.s3.endpoint}, {@code azure} if there is a {@code strata.storage.azure.endpoint}. With more than
 * one, {@code strata.storage.primary} says which one takes new packs.
 */
@Configuration(proxyBeanMethods = false)
class StoreConfiguration {
    private static final String DISK = "disk";
    private static final String S3 = "s3";
    private static final String AZURE = "azure";

    @Bean
    PackStores packStores(
            @Value("${strata.storage.directory:#{null}}") @Nullable Path directory,
            @Value("${strata.storage.primary:#{null}}") @Nullable String primary,
            Environment environment)
            throws IOException {
        Map<String, PackStore> stores = new LinkedHashMap<>();
        try {
            if (directory != null) {
                stores.put(DISK, FilesystemPackStore.open(directory));
            }
            if (environment.containsProperty("strata.storage.s3.endpoint")) {
                stores.put(
                        S3,
                        S3PackStore.open(Binder.get(environment)
                                .bind("strata.storage.s3", S3Settings.class)
                                .get()));
            }
            if (environment.containsProperty("strata.storage.azure.endpoint")) {
                stores.put(
                        AZURE,
                        AzurePackStore.open(Binder.get(environment)
                                .bind("strata.storage.azure", AzureSettings.class)
                                .get()));
            }
            return new PackStores(stores, primary(primary, stores));
        } catch (IOException | RuntimeException e) {
            for (PackStore store : stores.values()) {
                store.close();
            }
            throw e;
        }
    }

    private static String primary(@Nullable String configured, Map<String, PackStore> stores) {
        if (configured != null) {
            return configured;
        }
        if (stores.size() != 1) {
            throw new IllegalArgumentException(
                    stores.isEmpty()
                            ? "set strata.storage.directory, strata.storage.s3.endpoint or strata.storage.azure.endpoint:"
                                    + " chunks must lie somewhere"
                            : "set strata.storage.primary to one of " + stores.keySet());
        }
        return stores.keySet().iterator().next();
    }
}
