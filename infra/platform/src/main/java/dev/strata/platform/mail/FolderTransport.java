package dev.strata.platform.mail;

import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Properties;
import java.util.UUID;

/** Puts each mail into a file of its own, for whoever runs Strata alone and has no mail server. */
final class FolderTransport implements MailTransport {
    private final Path folder;

    FolderTransport(Path folder) {
        this.folder = folder;
    }

    @Override
    public MimeMessage empty() {
        return new MimeMessage(Session.getInstance(new Properties()));
    }

    /** A reader finds whole files only, each once. */
    @Override
    public void send(MimeMessage message, UUID account, UUID mail) throws MessagingException, IOException {
        Files.createDirectories(
                folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        Path part = folder.resolve("%s_%s.part".formatted(account, mail));
        String id = message.getMessageID();
        message.saveChanges();
        message.setHeader("Message-ID", id);
        try (OutputStream file = Files.newOutputStream(part)) {
            message.writeTo(file);
        }
        Files.move(part, folder.resolve("%s_%s.eml".formatted(account, mail)), StandardCopyOption.ATOMIC_MOVE);
    }

    @Override
    public void forget(UUID account) {
        if (Files.notExists(folder)) {
            return;
        }
        try (DirectoryStream<Path> mails = Files.newDirectoryStream(folder, account + "_*")) {
            for (Path mail : mails) {
                Files.deleteIfExists(mail);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String where() {
        return "files in " + folder;
    }
}
