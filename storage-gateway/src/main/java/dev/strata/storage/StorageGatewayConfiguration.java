package dev.strata.storage;

import dev.strata.kernel.content.LeafRule;
import dev.strata.platform.database.SchemaMigration;
import dev.strata.platform.web.LargeBodies;
import dev.strata.platform.web.PublicEndpoints;
import dev.strata.storage.download.DownloadLimits;
import dev.strata.storage.memory.MemoryBudget;
import dev.strata.storage.upload.UploadLimits;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Set;
import org.apache.coyote.ContinueResponseTiming;
import org.apache.coyote.http11.AbstractHttp11Protocol;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.tomcat.TomcatConnectorCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.FullyQualifiedAnnotationBeanNameGenerator;
import org.springframework.http.HttpMethod;
import org.springframework.web.filter.FormContentFilter;

/** Everything in this module; a deployable imports it beside the platform. */
@Configuration(proxyBeanMethods = false)
@ComponentScan(nameGenerator = FullyQualifiedAnnotationBeanNameGenerator.class)
@EnableConfigurationProperties({UploadLimits.class, DownloadLimits.class})
public class StorageGatewayConfiguration {
    private static final String LINK_FILES = "/v1/public/*/files/";
    private static final String LINK_CONTENT = "/v1/public/*/nodes/*/content";
    private static final String LINK_FORM = "/s/*/files";
    private static final List<String> TICKETED = List.of("/v1/manifests/*/content", "/v1/manifests/*/chunks");

    /** Of each connection. Tomcat's 8 KiB cost a download a third of its rate; more than this gains little. */
    private static final String WRITE_BUFFER_BYTES = "16384";

    @Bean
    SchemaMigration storageSchema() {
        return new SchemaMigration("storage");
    }

    @Bean
    LargeBodies contentBodies() {
        return new LargeBodies(Set.of(
                "/v1/content/", "/v1/chunks", "/v1/manifests", "/v1/uploads", LINK_FILES, LINK_CONTENT, LINK_FORM));
    }

    /** The link is the permission. */
    @Bean
    PublicEndpoints linkUploads() {
        return new PublicEndpoints(HttpMethod.PUT, List.of(LINK_FILES + "*", LINK_CONTENT));
    }

    @Bean
    PublicEndpoints linkForms() {
        return new PublicEndpoints(HttpMethod.POST, List.of(LINK_FORM));
    }

    /** The ticket is the permission. */
    @Bean
    PublicEndpoints ticketedContent() {
        return new PublicEndpoints(HttpMethod.GET, TICKETED);
    }

    @Bean
    PublicEndpoints ticketedContentHead() {
        return new PublicEndpoints(HttpMethod.HEAD, TICKETED);
    }

    @Bean
    LeafRule leafRule() {
        return LeafRule.STANDARD;
    }

    @Bean
    MemoryBudget uploadMemory(UploadLimits limits, MeterRegistry meters) {
        return new MemoryBudget("upload", limits.memoryBytes(), limits.waitMax(), meters);
    }

    @Bean
    MemoryBudget downloadMemory(DownloadLimits limits, MeterRegistry meters) {
        return new MemoryBudget("download", limits.memoryBytes(), limits.waitMax(), meters);
    }

    /** A client that sends {@code Expect: 100-continue} is told to go on when its body is first read: after all checks. */
    @Bean
    TomcatConnectorCustomizer contentConnector() {
        return connector -> {
            if (connector.getProtocolHandler() instanceof AbstractHttp11Protocol<?> http) {
                http.setContinueResponseTiming(ContinueResponseTiming.ON_REQUEST_BODY_READ.toString());
                connector.setProperty("socket.appWriteBufSize", WRITE_BUFFER_BYTES);
            }
        };
    }

    /** Takes the place of a filter that would read a PUT body into memory when it is labelled as a form, as curl does. */
    @Bean
    FormContentFilter noForms() {
        return new FormContentFilter() {
            @Override
            protected boolean shouldNotFilter(HttpServletRequest request) {
                return true;
            }
        };
    }
}
