package dev.strata.query.content;

import dev.strata.kernel.content.DownloadTicket;
import dev.strata.platform.signing.SignedStatements;
import dev.strata.query.history.FileVersion;
import java.net.URI;
import java.time.Duration;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;
import org.springframework.util.StringUtils;

/** Writes tickets: for whoever holds one, the storage gateway opens this content, and nothing else, for a while. */
@Component
public class Downloads {
    private static final Duration TICKET_VALIDITY = Duration.ofMinutes(15);

    private final SignedStatements<DownloadTicket> tickets;
    private final String publicUrl;

    public Downloads(SignedStatements<DownloadTicket> tickets, @Value("${strata.urls.public:}") String publicUrl) {
        this.tickets = tickets;
        this.publicUrl = StringUtils.trimTrailingCharacter(publicUrl, '/');
    }

    /** Where the bytes of a version can be fetched, relative to this host if no public address is known. */
    public URI location(FileVersion version, String name) {
        return URI.create("%s/v1/manifests/%s/content?ticket=%s"
                .formatted(publicUrl, version.manifestId(), ticket(version, name)));
    }

    public String ticket(FileVersion version, String name) {
        DownloadTicket ticket = new DownloadTicket(
                version.manifestId(),
                version.size(),
                version.sha256(),
                version.sha256Verified(),
                version.mediaType(),
                name);
        return tickets.sign(ticket, TICKET_VALIDITY);
    }
}
