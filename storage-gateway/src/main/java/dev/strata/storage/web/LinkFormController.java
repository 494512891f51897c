package dev.strata.storage.web;

import dev.strata.kernel.id.NodeId;
import dev.strata.kernel.node.NodeName;
import dev.strata.platform.web.ProblemException;
import dev.strata.storage.side.RefusedBySideException;
import dev.strata.storage.upload.LinkUpload;
import dev.strata.storage.upload.LinkUpload.Announcement;
import dev.strata.storage.upload.LinkUpload.Stranger;
import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.tomcat.util.http.fileupload.FileItemIterator;
import org.apache.tomcat.util.http.fileupload.FileItemStream;
import org.apache.tomcat.util.http.fileupload.FileUpload;
import org.apache.tomcat.util.http.fileupload.FileUploadException;
import org.apache.tomcat.util.http.fileupload.InvalidFileNameException;
import org.apache.tomcat.util.http.fileupload.impl.FileItemIteratorImpl;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.CookieValue;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.util.UriUtils;

/** The upload form of a link's page: files go to the store as they come, none is kept in memory or in a temporary file. */
@Hidden
@RestController
class LinkFormController {
    private static final int FILES_MAX = 100;

    private final LinkUpload uploads;

    LinkFormController(LinkUpload uploads) {
        this.uploads = uploads;
    }

    @PostMapping(path = "/s/{token}/files", consumes = MediaType.MULTIPART_FORM_DATA_VALUE)
    ResponseEntity<Void> send(
            @PathVariable String token,
            @RequestParam(required = false) @Nullable NodeId parent,
            @CookieValue(name = "strata-link-pass", required = false) @Nullable String pass,
            HttpServletRequest http)
            throws IOException {
        Stranger stranger = new Stranger(token, pass, http.getRemoteAddr());
        String page = "/s/" + UriUtils.encodePathSegment(token, StandardCharsets.UTF_8)
                + (parent == null ? "" : "/" + parent);
        return ResponseEntity.status(HttpStatus.SEE_OTHER)
                .location(URI.create(page + "?note=" + store(stranger, parent, http)))
                .cacheControl(CacheControl.noStore())
                .header("Referrer-Policy", "no-referrer")
                .build();
    }

    /** What the page is to say. Files before one that is not taken stay. */
    private String store(Stranger stranger, @Nullable NodeId parent, HttpServletRequest http) throws IOException {
        try {
            FileItemIterator parts = new FileItemIteratorImpl(new FileUpload(), new FormRequest(http));
            for (int files = 0; parts.hasNext(); ) {
                FileItemStream part = parts.next();
                if (part.isFormField()
                        || part.getName() == null
                        || part.getName().isEmpty()) {
                    continue;
                }
                if (++files > FILES_MAX) {
                    return "failed";
                }
                try (InputStream body = part.openStream()) {
                    Announcement announced = new Announcement(-1, part.getContentType(), List.of());
                    uploads.create(stranger, parent, name(part.getName()), true, announced, body);
                }
            }
            return "sent";
        } catch (ProblemException problem) {
            return note(problem.status().value());
        } catch (RefusedBySideException refusal) {
            return note(refusal.answer().status().value());
        } catch (IllegalArgumentException | InvalidFileNameException _) {
            return "name"; // Nothing else is parsed here.
        } catch (FileUploadException _) {
            return "failed"; // Not a form that a browser writes, or the end of it did not come.
        }
    }

    /** Some browsers say where on the disk the file was. */
    private static NodeName name(String stated) {
        return new NodeName(stated.substring(Math.max(stated.lastIndexOf('/'), stated.lastIndexOf('\\')) + 1));
    }

    private static String note(int status) {
        return switch (status) {
            case 400 -> "name";
            case 409 -> "taken";
            case 413 -> "large";
            case 507 -> "full";
            default -> "failed";
        };
    }
}
