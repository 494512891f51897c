package dev.strata.client;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.stream.Collectors;

/** Writes paths of the drive ({@code /docs/a b.txt}) as parts of a URL, so that any name survives the way. */
final class RemotePath {
    private static final String UNRESERVED = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~";
    private static final HexFormat HEX = HexFormat.of().withUpperCase();

    private RemotePath() {}

    /** The encoded path without a slash at its start; empty for the root folder. */
    static String encode(String path) {
        String relative = path.startsWith("/") ? path.substring(1) : path;
        if (relative.isEmpty()) {
            return "";
        }
        return Arrays.stream(relative.split("/", -1)).map(RemotePath::segment).collect(Collectors.joining("/"));
    }

    /** One name or id. The dot names are refused: on their way they would be taken for directions. */
    static String segment(String name) {
        if (name.isEmpty() || name.equals(".") || name.equals("..")) {
            throw new IllegalArgumentException("not a name: '%s'".formatted(name));
        }
        return value(name);
    }

    /** The value of a query parameter. */
    static String value(String text) {
        StringBuilder encoded = new StringBuilder(text.length() + 16);
        for (byte octet : text.getBytes(StandardCharsets.UTF_8)) {
            if (UNRESERVED.indexOf(octet) >= 0) {
                encoded.append((char) octet);
            } else {
                encoded.append('%').append(HEX.toHexDigits(octet));
            }
        }
        return encoded.toString();
    }
}
