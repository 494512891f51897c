package dev.strata.platform.axon;

import dev.strata.platform.erasure.PersonalValues;
import org.axonframework.serialization.Serializer;
import org.axonframework.serialization.jackson3.Jackson3SerializerCustomizer;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.jsontype.BasicPolymorphicTypeValidator;

/** How events and tokens become JSON. */
@Configuration(proxyBeanMethods = false)
class EventSerialization {
    /**
     * Lets Axon read its own tokens back (a {@code ReplayToken} holds an {@code Object}), and old events that lack a
     * component that was added later.
     */
    @Bean
    Jackson3SerializerCustomizer axonJackson() {
        return builder -> builder.disable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                .polymorphicTypeValidator(BasicPolymorphicTypeValidator.builder()
                        .allowIfSubType("org.axonframework.")
                        .allowIfSubType("java.lang.")
                        .allowIfSubType("java.util.")
                        .build());
    }

    /** Encrypts what is personal. The general serializer, the primary bean, does not. */
    @Bean
    @Qualifier("eventSerializer")
    Serializer eventSerializer(@Qualifier("messageSerializer") Serializer plain, PersonalValues personal) {
        return new ErasableSerializer(plain, personal);
    }
}
