package dev.strata.platform.signing;

import dev.strata.kernel.content.ContentReceipt;
import dev.strata.kernel.content.DownloadTicket;
import dev.strata.kernel.link.LinkQuestion;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import tools.jackson.databind.json.JsonMapper;

/** The statements that sides exchange; each process reads only the keys of those it uses. */
@Configuration(proxyBeanMethods = false)
class StatementConfiguration {
    @Bean
    @Lazy
    SignedStatements<ContentReceipt> contentReceipts(SigningKeys keys, JsonMapper json, Clock clock) {
        return new SignedStatements<>(keys.secret("receipt"), "content receipt", ContentReceipt.class, json, clock);
    }

    @Bean
    @Lazy
    SignedStatements<DownloadTicket> downloadTickets(SigningKeys keys, JsonMapper json, Clock clock) {
        return new SignedStatements<>(keys.secret("ticket"), "download ticket", DownloadTicket.class, json, clock);
    }

    @Bean
    @Lazy
    SignedStatements<LinkQuestion> linkQuestions(SigningKeys keys, JsonMapper json, Clock clock) {
        return new SignedStatements<>(keys.secret("link"), "link question", LinkQuestion.class, json, clock);
    }
}
