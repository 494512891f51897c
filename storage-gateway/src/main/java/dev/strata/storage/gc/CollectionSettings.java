package dev.strata.storage.gc;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * How garbage is collected.
 *
 * @param every from the beginning of one collection to the next
 * @param grace what a version needed is kept this long after the version has gone: a copy of it may be under way
 * @param orphansAfter objects that the index does not know are kept this long: the index may be that of a backup
 * @param liveMin packs are written anew if fewer of 100 bytes in them are needed
 * @param packTarget how long the packs become
 * @param patience how long the log may take to be known up to the beginning of the collection
 */
@ConfigurationProperties("strata.storage.gc")
public record CollectionSettings(
        @DefaultValue("24h") Duration every,
        @DefaultValue("24h") Duration grace,
        @DefaultValue("7d") Duration orphansAfter,
        @DefaultValue("60") int liveMin,
        @DefaultValue("16MB") DataSize packTarget,
        @DefaultValue("10m") Duration patience) {}
