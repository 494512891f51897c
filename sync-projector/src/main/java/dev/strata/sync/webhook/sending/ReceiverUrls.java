package dev.strata.sync.webhook.sending;

import dev.strata.platform.web.ProblemException;
import dev.strata.platform.web.edge.Addresses;
import java.util.List;
import okhttp3.HttpUrl;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

/** Which URLs may be those of receivers. Names are not looked up: what counts is the address when something is sent. */
@Component
public class ReceiverUrls {
    private static final int LENGTH_MAX = 2_048;

    private final boolean allowHttp;
    private final List<Integer> ports;
    private final ReachableAddresses reachable;

    ReceiverUrls(
            @Value("${strata.webhooks.allow-http}") boolean allowHttp,
            @Value("${strata.webhooks.ports}") List<Integer> ports,
            ReachableAddresses reachable) {
        this.allowHttp = allowHttp;
        this.ports = List.copyOf(ports);
        this.reachable = reachable;
    }

    /** The URL in the form in which it is called. */
    public String check(String text) {
        HttpUrl url = text.length() > LENGTH_MAX ? null : HttpUrl.parse(text);
        if (url == null) {
            throw refused("It is not an absolute URL of at most %d characters.".formatted(LENGTH_MAX));
        }
        if (!url.isHttps() && !allowHttp) {
            throw refused("It must begin with https.");
        }
        if (!url.username().isEmpty() || !url.password().isEmpty() || url.fragment() != null) {
            throw refused("It must not have a user name, a password or a fragment.");
        }
        if (!ports.contains(url.port())) {
            throw refused("Its port must be one of " + ports + ".");
        }
        if (Addresses.parse(url.host())
                .filter(address -> !reachable.contains(address))
                .isPresent()) {
            throw refused("Its address is not one of the public internet.");
        }
        return url.toString();
    }

    private static ProblemException refused(String why) {
        return new ProblemException(HttpStatus.UNPROCESSABLE_CONTENT, "webhook-url-refused", why);
    }
}
