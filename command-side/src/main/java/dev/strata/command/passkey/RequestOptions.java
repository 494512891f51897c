package dev.strata.command.passkey;

/** What a browser needs to use a passkey ({@code PublicKeyCredentialRequestOptionsJSON}): any that somebody has here. */
public record RequestOptions(String challenge, String rpId, long timeout, String userVerification) {}
