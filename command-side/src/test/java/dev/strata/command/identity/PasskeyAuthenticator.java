package dev.strata.command.identity;

import dev.strata.command.Http.Answer;
import dev.strata.command.passkey.Encoded;
import dev.strata.kernel.content.Sha256;
import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import org.jspecify.annotations.Nullable;

/** A browser and an authenticator (ES256) with one passkey, which do what a test says, right or wrong. */
final class PasskeyAuthenticator {
    static final String PAGE = "https://drive.example.org";

    private static final int USER_PRESENT = 0x01;
    private static final int USER_VERIFIED = 0x04;
    private static final int CREDENTIAL_INCLUDED = 0x40;
    private static final int COORDINATE_BYTES = 32;

    private final KeyPair keys = keys();
    private final byte[] id = new byte[16];

    String origin = PAGE;
    String relyingParty = "drive.example.org";
    boolean verifiesUser = true;
    long counter;

    @Nullable
    String userHandle;

    PasskeyAuthenticator() {
        new SecureRandom().nextBytes(id);
    }

    /** The same credential id with another key. */
    PasskeyAuthenticator forged() {
        PasskeyAuthenticator forged = new PasskeyAuthenticator();
        System.arraycopy(id, 0, forged.id, 0, id.length);
        forged.counter = counter;
        return forged;
    }

    /** What the browser makes of creation options; with what it says besides. */
    String make(Answer options) {
        userHandle = options.body().path("user").path("id").asString();
        return """
                {"id": "%s", "rawId": "%s", "type": "public-key", "authenticatorAttachment": "platform",
                 "clientExtensionResults": {"credProps": {"rk": true}},
                 "response": {"clientDataJSON": "%s", "attestationObject": "%s", "transports": ["internal"],
                              "publicKeyAlgorithm": -7}}""".formatted(
                        base64(id),
                        base64(id),
                        base64(clientData("webauthn.create", options.text("challenge"))),
                        base64(attestationObject()));
    }

    /** What the browser makes of request options. */
    String use(Answer options) {
        return use(options, "webauthn.get");
    }

    String use(Answer options, String type) {
        if (counter > 0) {
            counter++;
        }
        byte[] client = clientData(type, options.text("challenge"));
        byte[] data = authenticatorData(0);
        return """
                {"id": "%s", "rawId": "%s", "type": "public-key", "clientExtensionResults": {},
                 "response": {"clientDataJSON": "%s", "authenticatorData": "%s", "signature": "%s", "userHandle": %s}}""".formatted(
                        base64(id),
                        base64(id),
                        base64(client),
                        base64(data),
                        base64(sign(data, Sha256.digest().digest(client))),
                        userHandle == null ? "null" : "\"" + userHandle + "\"");
    }

    private byte[] clientData(String type, String challenge) {
        return """
                {"type":"%s","challenge":"%s","origin":"%s","crossOrigin":false}""".formatted(type, challenge, origin).getBytes(StandardCharsets.UTF_8);
    }

    private byte[] authenticatorData(int flags) {
        int all = flags | USER_PRESENT | (verifiesUser ? USER_VERIFIED : 0);
        return ByteBuffer.allocate(37)
                .put(Sha256.digest().digest(relyingParty.getBytes(StandardCharsets.UTF_8)))
                .put((byte) all)
                .putInt((int) counter)
                .array();
    }

    /** In CBOR: a map of fmt, attStmt and authData. */
    private byte[] attestationObject() {
        byte[] model = new byte[16];
        byte[] data = joined(
                authenticatorData(CREDENTIAL_INCLUDED), model, new byte[] {0, (byte) id.length}, id, publicKey());
        return joined(
                new byte[] {(byte) 0xA3, 0x63},
                ascii("fmt"),
                new byte[] {0x64},
                ascii("none"),
                new byte[] {0x67},
                ascii("attStmt"),
                new byte[] {(byte) 0xA0, 0x68},
                ascii("authData"),
                new byte[] {0x58, (byte) data.length},
                data);
    }

    /** In COSE: {1: 2, 3: -7, -1: 1, -2: x, -3: y}. */
    private byte[] publicKey() {
        ECPublicKey key = (ECPublicKey) keys.getPublic();
        return joined(
                new byte[] {(byte) 0xA5, 0x01, 0x02, 0x03, 0x26, 0x20, 0x01, 0x21, 0x58, COORDINATE_BYTES},
                coordinate(key.getW().getAffineX()),
                new byte[] {0x22, 0x58, COORDINATE_BYTES},
                coordinate(key.getW().getAffineY()));
    }

    private static byte[] coordinate(BigInteger value) {
        byte[] bytes = value.toByteArray();
        byte[] padded = new byte[COORDINATE_BYTES];
        int length = Math.min(bytes.length, COORDINATE_BYTES);
        System.arraycopy(bytes, bytes.length - length, padded, COORDINATE_BYTES - length, length);
        return padded;
    }

    private byte[] sign(byte[] data, byte[] clientHash) {
        try {
            Signature signature = Signature.getInstance("SHA256withECDSA");
            signature.initSign(keys.getPrivate());
            signature.update(data);
            signature.update(clientHash);
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static KeyPair keys() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] joined(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static String base64(byte[] bytes) {
        return Encoded.of(bytes).value();
    }
}
