package dev.strata.platform.axon;

import dev.strata.platform.erasure.PersonalValues;
import org.axonframework.messaging.MetaData;
import org.axonframework.serialization.Converter;
import org.axonframework.serialization.SerializedObject;
import org.axonframework.serialization.SerializedType;
import org.axonframework.serialization.Serializer;
import org.jspecify.annotations.Nullable;

/** Writes events with their personal values encrypted, and reads them back; whoever handles events knows nothing of it. */
class ErasableSerializer implements Serializer {
    private final Serializer delegate;
    private final PersonalValues personal;

    ErasableSerializer(Serializer delegate, PersonalValues personal) {
        this.delegate = delegate;
        this.personal = personal;
    }

    @Override
    public <T> SerializedObject<T> serialize(@Nullable Object object, Class<T> expectedRepresentation) {
        Object sealed = switch (object) {
            case null -> null;
            case MetaData metaData -> EventMetadata.changeAddress(metaData, personal::seal);
            default -> personal.seal(object);
        };
        return delegate.serialize(sealed, expectedRepresentation);
    }

    @Override
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals", "NullAway"}) // the interface promises a cast
    public <S, T> T deserialize(SerializedObject<S> serializedObject) {
        @Nullable Object sealed = delegate.deserialize(serializedObject);
        return (T)
                switch (sealed) {
                    case null -> null;
                    case MetaData metaData ->
                        EventMetadata.changeAddress(metaData, (_, address) -> personal.open(address));
                    default -> personal.open(sealed);
                };
    }

    @Override
    public <T> boolean canSerializeTo(Class<T> expectedRepresentation) {
        return delegate.canSerializeTo(expectedRepresentation);
    }

    @Override
    public Class<?> classForType(SerializedType type) {
        return delegate.classForType(type);
    }

    @Override
    @SuppressWarnings("rawtypes") // as the interface has it
    public SerializedType typeForClass(@Nullable Class type) {
        return delegate.typeForClass(type);
    }

    @Override
    public Converter getConverter() {
        return delegate.getConverter();
    }
}
