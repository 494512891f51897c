package dev.strata.storage.web;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.strata.kernel.content.ContentReceipt;
import dev.strata.kernel.content.DownloadTicket;
import dev.strata.kernel.id.AccountId;
import dev.strata.kernel.id.NodeId;
import dev.strata.kernel.id.SpaceId;
import dev.strata.platform.signing.InvalidStatementException;
import dev.strata.platform.signing.SignedStatements;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Plays the command side and the query side, as far as the gateway asks them: other processes, which it does not own. */
final class PlayedSides {
    private static final NodeId ROOT = NodeId.random();

    private final JsonMapper json = JsonMapper.builder().build();
    private final HttpServer server;
    private final ECKey key;
    private final Map<AccountId, SpaceId> homes = new ConcurrentHashMap<>();
    private final Map<String, StoredFile> files = new ConcurrentHashMap<>();
    private final Map<String, Long> reserved = new ConcurrentHashMap<>();
    private final List<SentCommand> commands = new CopyOnWriteArrayList<>();
    private final Map<NodeId, AccountId> shared = new ConcurrentHashMap<>();
    private final AtomicInteger refusals = new AtomicInteger();
    private final List<String> demands = new CopyOnWriteArrayList<>();
    private @Nullable SignedStatements<ContentReceipt> receipts;
    private @Nullable SignedStatements<DownloadTicket> tickets;

    /** What stands in the tree under a path. */
    record StoredFile(NodeId id, String path, long version, ContentReceipt content) {}

    /** What the gateway has sent. */
    record SentCommand(
            String path, @Nullable String key, @Nullable String ifMatch, JsonNode body) {}

    PlayedSides() {
        try {
            this.key = new ECKeyGenerator(Curve.P_256).keyID("test").generate();
            this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (JOSEException | IOException e) {
            throw new IllegalStateException("the other sides cannot be played", e);
        }
        server.setExecutor(Executors.newCachedThreadPool(
                Thread.ofPlatform().daemon().name("played-", 1).factory()));
        server.createContext("/", exchange -> {
            try (exchange) {
                answer(exchange);
            }
        });
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    void use(SignedStatements<ContentReceipt> receipts, SignedStatements<DownloadTicket> tickets) {
        this.receipts = receipts;
        this.tickets = tickets;
    }

    /** An access token as the command side issues them. */
    String token(AccountId account) {
        Instant now = Instant.now();
        SignedJWT token = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.ES256).keyID("test").build(),
                new JWTClaimsSet.Builder()
                        .subject(account.toString())
                        .issuer("strata")
                        .audience("strata")
                        .issueTime(Date.from(now))
                        .expirationTime(Date.from(now.plusSeconds(900)))
                        .build());
        try {
            token.sign(new ECDSASigner(key));
        } catch (JOSEException e) {
            throw new IllegalStateException("a fresh key signs", e);
        }
        return token.serialize();
    }

    SpaceId home(AccountId account) {
        return homes.computeIfAbsent(account, _ -> SpaceId.random());
    }

    @Nullable
    StoredFile file(AccountId account, String path) {
        return files.get(account + path);
    }

    /** A folder of this account that everybody may write to: what is in it, is in the account's home to play it. */
    NodeId share(AccountId owner) {
        NodeId folder = NodeId.random();
        shared.put(folder, owner);
        return folder;
    }

    void unshare(NodeId folder) {
        shared.remove(folder);
    }

    /** The commands that were sent about a receipt of this account. */
    List<SentCommand> commands() {
        return commands;
    }

    /** What the query side was told to know of at least. */
    List<String> demands() {
        return demands;
    }

    /** The next so many commands are answered with 503. */
    void refuse(int times) {
        refusals.set(times);
    }

    private void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        byte[] body = exchange.getRequestBody().readAllBytes();
        if (path.equals("/.well-known/jwks.json")) {
            send(exchange, 200, new JWKSet(key.toPublicJWK()).toJSONObject());
            return;
        }
        AccountId account = account(exchange);
        if (path.equals("/v1/me")) {
            send(exchange, 200, Map.of("accountId", account, "homeSpaceId", home(account), "login", "x"));
        } else if (path.equals("/v1/placements")) {
            place(exchange, account, json.readTree(body));
        } else if (path.equals("/v1/files") || path.endsWith("/versions")) {
            command(exchange, account, path, json.readTree(body));
        } else if (path.startsWith("/v1/paths/")) {
            find(exchange, account, path.substring("/v1/paths".length()));
        } else {
            ticket(exchange, path);
        }
    }

    /** For how many bytes room is kept. */
    long reserved(AccountId account, String path) {
        return reserved.getOrDefault(account + path, 0L);
    }

    private static AccountId account(HttpExchange exchange) {
        String header = exchange.getRequestHeaders().getFirst("Authorization");
        try {
            return AccountId.of(SignedJWT.parse(header.substring("Bearer ".length()))
                    .getJWTClaimsSet()
                    .getSubject());
        } catch (ParseException e) {
            throw new IllegalStateException("the gateway passes the token on", e);
        }
    }

    private void place(HttpExchange exchange, AccountId account, JsonNode body) throws IOException {
        String path = body.path("path").asString();
        AccountId owner = owner(account, body.path("in").asString(""));
        if (path.startsWith("/nowhere/") || owner == null) {
            problem(exchange, 404, "parent-not-found");
            return;
        }
        reserved.put(owner + path, body.path("size").asLong(0));
        StoredFile file = file(owner, path);
        Map<String, @Nullable Object> placement = new LinkedHashMap<>();
        placement.put("spaceId", home(owner));
        placement.put("parentId", body.path("in").asString(ROOT.toString()));
        placement.put("name", path.substring(path.lastIndexOf('/') + 1));
        placement.put("nodeId", file == null ? null : file.id());
        placement.put("version", file == null ? null : file.version());
        placement.put("manifestId", file == null ? null : file.content().manifestId());
        placement.put("uploadToken", token(account));
        send(exchange, 200, placement);
    }

    private @Nullable AccountId owner(AccountId account, String in) {
        return in.isEmpty() || in.equals(ROOT.toString()) ? account : shared.get(NodeId.of(in));
    }

    private synchronized void command(HttpExchange exchange, AccountId account, String path, JsonNode body)
            throws IOException {
        String ifMatch = exchange.getRequestHeaders().getFirst("If-Match");
        commands.add(new SentCommand(path, exchange.getRequestHeaders().getFirst("Idempotency-Key"), ifMatch, body));
        if (refusals.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
            problem(exchange, 503, "unavailable");
            return;
        }
        ContentReceipt receipt = receipt(body.path("receipt").asString());
        Map.Entry<String, StoredFile> there = files.entrySet().stream()
                .filter(file -> path.contains(file.getValue().id().toString()))
                .findAny()
                .orElse(null);
        StoredFile before = there == null ? null : there.getValue();
        if (before != null && !("\"" + before.version() + "\"").equals(ifMatch)) {
            exchange.getResponseHeaders().set("ETag", "\"" + before.version() + "\"");
            problem(exchange, 412, "version-conflict");
            return;
        }
        if (body.path("name").asString("").equals("taken.txt")) {
            problem(exchange, 409, "name-taken");
            return;
        }
        StoredFile after = before == null
                ? new StoredFile(NodeId.random(), "/" + body.path("name").asString(), 1, receipt)
                : new StoredFile(before.id(), before.path(), before.version() + 1, receipt);
        AccountId owner = owner(account, body.path("parentId").asString(""));
        files.put(there == null ? owner + after.path() : there.getKey(), after);
        exchange.getResponseHeaders().set("ETag", "\"" + after.version() + "\"");
        send(exchange, 201, Map.of("id", after.id(), "kind", "file", "sha256", receipt.sha256()));
    }

    private ContentReceipt receipt(String text) {
        try {
            return Objects.requireNonNull(receipts).verify(text);
        } catch (InvalidStatementException e) {
            throw new IllegalStateException("the gateway signs its receipts", e);
        }
    }

    private void find(HttpExchange exchange, AccountId account, String path) throws IOException {
        String query = exchange.getRequestURI().getQuery();
        AccountId owner = owner(account, query == null ? "" : query.substring("in=".length()));
        StoredFile file = owner == null ? null : file(owner, path);
        demands.addAll(exchange.getRequestHeaders().getOrDefault("Strata-At-Least", List.of()));
        if (path.equals("/folder")) {
            send(exchange, 200, Map.of("id", ROOT, "kind", "folder", "version", 1));
        } else if (file == null) {
            problem(exchange, 404, "node-not-found");
        } else {
            send(exchange, 200, Map.of("id", file.id(), "kind", "file", "version", file.version()));
        }
    }

    private void ticket(HttpExchange exchange, String path) throws IOException {
        StoredFile file = files.values().stream()
                .filter(candidate -> path.equals("/v1/files/" + candidate.id() + "/content"))
                .findAny()
                .orElseThrow();
        exchange.getResponseHeaders()
                .set("Location", "/v1/manifests/" + file.content().manifestId() + "/content?ticket=" + ticket(file));
        exchange.sendResponseHeaders(307, -1);
    }

    /** A ticket as the query side signs them. */
    String ticket(StoredFile file) {
        ContentReceipt content = file.content();
        return Objects.requireNonNull(tickets)
                .sign(
                        new DownloadTicket(
                                content.manifestId(),
                                content.size(),
                                content.sha256(),
                                content.sha256Verified(),
                                content.mediaType(),
                                file.path().substring(1)),
                        Duration.ofMinutes(15));
    }

    private void problem(HttpExchange exchange, int status, String code) throws IOException {
        send(exchange, status, Map.of("status", status, "code", code));
    }

    private void send(HttpExchange exchange, int status, Object body) throws IOException {
        byte[] bytes = json.writeValueAsString(body).getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders()
                .set("Content-Type", status < 400 ? "application/json" : "application/problem+json");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }
}
