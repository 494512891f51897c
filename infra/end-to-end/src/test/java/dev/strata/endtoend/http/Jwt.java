package dev.strata.endtoend.http;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPrivateKeySpec;
import java.util.Base64;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** A signed token (RFC 7519), taken apart so that another can be made of it. */
public record Jwt(ObjectNode header, ObjectNode claims, String signature) {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();

    public static Jwt parse(String text) {
        String[] parts = text.split("\\.", -1);
        return new Jwt(object(parts[0]), object(parts[1]), parts[2]);
    }

    private static ObjectNode object(String part) {
        return (ObjectNode) JSON.readTree(Base64.getUrlDecoder().decode(part));
    }

    /** The same claims but this one; the signature no longer fits. */
    public Jwt with(String claim, Object value) {
        return new Jwt(header, claims.deepCopy().set(claim, JSON.valueToTree(value)), signature);
    }

    /** The same claims under another header member. */
    public Jwt withHeader(String member, Object value) {
        return new Jwt(header.deepCopy().set(member, JSON.valueToTree(value)), claims, signature);
    }

    /** The same, saying that it needs no signature. */
    public String unsigned() {
        return encoded(header.deepCopy().put("alg", "none")) + "." + encoded(claims) + ".";
    }

    /** With the signature that it has, right or wrong. */
    public String text() {
        return content() + "." + signature;
    }

    /** Signed anew with HMAC-SHA-256, by the secret in a key file: 32 bytes in hex. */
    public String signedBy(String hexKey) {
        return signedBy(HexFormat.of().parseHex(hexKey.strip()));
    }

    /** Signed anew with HMAC-SHA-256, by any secret. */
    public String signedBy(byte[] secret) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret, "HmacSHA256"));
            return content() + "." + ENCODER.encodeToString(mac.doFinal(bytes(content())));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Signed anew with ES256, by the private key in a JWK (RFC 7517). */
    public String signedByJwk(String jwk) {
        try {
            return signedBy(privateKey(JSON.readTree(jwk)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Signed anew with ES256, by a key that the server has never seen. */
    public String signedByStranger() {
        try {
            KeyPairGenerator pairs = KeyPairGenerator.getInstance("EC");
            pairs.initialize(new ECGenParameterSpec("secp256r1"));
            return signedBy(pairs.generateKeyPair().getPrivate());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private String signedBy(PrivateKey key) {
        try {
            Signature signer = Signature.getInstance("SHA256withECDSAinP1363Format");
            signer.initSign(key);
            signer.update(bytes(content()));
            return content() + "." + ENCODER.encodeToString(signer.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static PrivateKey privateKey(JsonNode jwk) throws GeneralSecurityException {
        AlgorithmParameters curve = AlgorithmParameters.getInstance("EC");
        curve.init(new ECGenParameterSpec("secp256r1"));
        BigInteger secret =
                new BigInteger(1, Base64.getUrlDecoder().decode(jwk.path("d").asString()));
        return KeyFactory.getInstance("EC")
                .generatePrivate(new ECPrivateKeySpec(secret, curve.getParameterSpec(ECParameterSpec.class)));
    }

    private String content() {
        return encoded(header) + "." + encoded(claims);
    }

    private static String encoded(ObjectNode part) {
        return ENCODER.encodeToString(bytes(JSON.writeValueAsString(part)));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
