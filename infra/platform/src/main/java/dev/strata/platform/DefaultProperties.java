package dev.strata.platform;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.env.DefaultPropertiesPropertySource;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.MutablePropertySources;
import org.springframework.core.env.PropertySource;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.support.PropertiesLoaderUtils;

/**
 * Puts {@code strata-defaults.properties} below every other source, the deployable's own defaults included, so that all
 * deployables start from one place.
 */
public class DefaultProperties implements EnvironmentPostProcessor {

    @Override
    public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
        Map<String, Object> merged = new HashMap<>();
        shared().forEach((name, value) -> merged.put(name.toString(), value));
        MutablePropertySources sources = environment.getPropertySources();
        PropertySource<?> own = sources.remove(DefaultPropertiesPropertySource.NAME);
        if (own instanceof MapPropertySource deployable) {
            merged.putAll(deployable.getSource());
        }
        sources.addLast(new DefaultPropertiesPropertySource(merged));
    }

    private static Properties shared() {
        try {
            return PropertiesLoaderUtils.loadProperties(new ClassPathResource("strata-defaults.properties"));
        } catch (IOException e) {
            throw new UncheckedIOException("strata-defaults.properties is part of this module", e);
        }
    }
}
