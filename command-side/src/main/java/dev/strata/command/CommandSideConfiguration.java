package dev.strata.command;

import dev.strata.platform.database.SchemaMigration;
import dev.strata.platform.web.DelegatedEndpoints;
import dev.strata.platform.web.PublicEndpoints;
import java.util.List;
import org.springframework.boot.persistence.autoconfigure.EntityScan;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.FullyQualifiedAnnotationBeanNameGenerator;
import org.springframework.data.jpa.repository.config.EnableJpaRepositories;
import org.springframework.http.HttpMethod;

/** The whole command side; its own application and standalone import the same. */
@Configuration(proxyBeanMethods = false)
@ComponentScan(nameGenerator = FullyQualifiedAnnotationBeanNameGenerator.class)
@EntityScan("dev.strata.command.identity")
@EnableJpaRepositories(considerNestedRepositories = true, basePackages = "dev.strata.command.identity")
public class CommandSideConfiguration {
    @Bean
    SchemaMigration commandSchema() {
        return new SchemaMigration("command");
    }

    @Bean
    PublicEndpoints signUpAndSignIn() {
        return new PublicEndpoints(
                HttpMethod.POST,
                List.of(
                        "/v1/accounts",
                        "/v1/tokens",
                        "/v1/tokens/refresh",
                        "/v1/passkey-options",
                        "/v1/password-resets"));
    }

    @Bean
    PublicEndpoints endsOfPasswordResets() {
        return new PublicEndpoints(HttpMethod.PUT, List.of("/v1/password-resets"));
    }

    /** A browser on its way to a provider leaves a row. */
    @Bean
    PublicEndpoints signInWithProviders() {
        return new PublicEndpoints(HttpMethod.GET, List.of("/v1/sign-in/*", "/v1/sign-in/*/callback"), true);
    }

    @Bean
    DelegatedEndpoints endsOfUploads() {
        return new DelegatedEndpoints(HttpMethod.POST, List.of("/v1/files", "/v1/files/*/versions"));
    }

    /** Whoever has a link's address may knock; the link decides. */
    @Bean
    PublicEndpoints linkChanges() {
        return new PublicEndpoints(
                HttpMethod.POST,
                List.of("/v1/public/*/password", "/v1/public/*/nodes/*/folders", "/v1/links/side/*", "/s/*"));
    }

    @Bean
    PublicEndpoints linkRenames() {
        return new PublicEndpoints(HttpMethod.PUT, List.of("/v1/public/*/nodes/*/name"));
    }

    @Bean
    PublicEndpoints publishedKeys() {
        return new PublicEndpoints(HttpMethod.GET, List.of("/.well-known/jwks.json", "/v1/sign-in"));
    }
}
