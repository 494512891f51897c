package dev.strata.command.openid;

/** Shows who somebody is at a provider. Good once: taken in a transaction, and good again if that fails. */
@FunctionalInterface
public interface Proof {
    ProvenIdentity take();
}
