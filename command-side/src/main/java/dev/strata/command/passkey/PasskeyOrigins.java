package dev.strata.command.passkey;

import dev.strata.platform.web.ProblemException;
import java.net.URI;
import java.util.List;
import org.springframework.http.HttpStatus;

/** The addresses of the pages that passkeys are used on. Passkeys belong to the name in the first of them. */
record PasskeyOrigins(List<String> pages) {
    private static final String LOCAL = "localhost";

    /** Browsers know passkeys on encrypted pages, and on those of their own machine. */
    static PasskeyOrigins of(List<String> addresses) {
        List<String> pages = addresses.stream()
                .map(String::strip)
                .filter(address -> !address.isEmpty())
                .map(PasskeyOrigins::origin)
                .toList();
        for (String page : pages) {
            String name = name(page);
            if (!(name.equals(name(pages.getFirst())) || name.endsWith("." + name(pages.getFirst())))) {
                throw new IllegalArgumentException(
                        "strata.passkeys.origins: %s is not below the name of the first".formatted(page));
            }
        }
        return new PasskeyOrigins(pages);
    }

    private static String origin(String address) {
        URI uri = URI.create(address);
        String host = uri.getHost();
        if (host == null || !List.of("https", "http").contains(uri.getScheme())) {
            throw new IllegalArgumentException("strata.passkeys.origins: no address of a page: " + address);
        }
        return uri.getScheme() + "://" + host + (uri.getPort() < 0 ? "" : ":" + uri.getPort());
    }

    private static String name(String page) {
        return URI.create(page).getHost();
    }

    /** The name, which browsers compare with that of the page. */
    String id() {
        if (pages.isEmpty() || !canHavePasskeys(pages.getFirst())) {
            throw new ProblemException(
                    HttpStatus.NOT_IMPLEMENTED,
                    "no-passkeys",
                    "This server has no passkeys: whoever runs it sets strata.passkeys.origins, or strata.urls.public, to "
                            + "the address of its pages (https, with a name).");
        }
        return name(pages.getFirst());
    }

    private static boolean canHavePasskeys(String page) {
        String name = name(page);
        boolean isAddress = name.startsWith("[") || name.matches("[0-9.]+");
        return !isAddress && (page.startsWith("https:") || name.equals(LOCAL));
    }
}
