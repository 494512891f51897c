package dev.strata.platform.database;

/**
 * A schema that this deployable owns. Its scripts lie in {@code db/migration/<schema>}, its history in the schema.
 *
 * @param schema a name of lower-case letters
 */
public record SchemaMigration(String schema) {}
