package io.voxlynx.web.contact;

import io.voxlynx.contact.imports.CampaignOrder;
import io.voxlynx.contact.imports.StagedFiles;
import io.voxlynx.shared.InvalidInput;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.BadRequestException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.UUID;
import org.apache.commons.fileupload2.core.FileItemInput;
import org.apache.commons.fileupload2.core.FileItemInputIterator;
import org.apache.commons.fileupload2.core.FileUploadException;
import org.apache.commons.fileupload2.jakarta.servlet6.JakartaServletFileUpload;

/**
 * Reads the multipart form as it comes in, its parts in any order; the file goes straight to its staging place, never
 * to memory or disk here.
 */
@ApplicationScoped
public class CampaignUpload {

    static final String FILE_PART = "contactsCsv";

    private static final int MOST_PARTS = 20;
    private static final int LONGEST_FIELD = 64 << 10;
    private static final int LONGEST_HEADER = 8 << 10;
    private static final int LONGEST_FILE_NAME = 255;

    @Inject
    StagedFiles files;

    /** What came in; the file is staged, and whoever does not use it must discard it. */
    record Received(UUID importId, CampaignForm form) {

        CampaignOrder order() {
            return form.order();
        }
    }

    Received receive(HttpServletRequest request, String ownerId) {
        Receiving receiving = new Receiving(ownerId);
        boolean received = false;
        try {
            FileItemInputIterator parts = uploads().getItemIterator(request);
            while (parts.hasNext()) {
                receiving.take(parts.next());
            }
            Received result = receiving.result();
            received = true;
            return result;
        } catch (FileUploadException e) {
            throw new BadRequestException(
                    "Malformed multipart body", new InvalidInput("The body is no complete multipart form", Map.of()));
        } catch (IOException e) {
            throw new BadRequestException(
                    "Broken body", new InvalidInput("The body ended before the form was complete", Map.of()));
        } finally {
            if (!received) {
                receiving.discard();
            }
        }
    }

    private static JakartaServletFileUpload<?, ?> uploads() {
        JakartaServletFileUpload<?, ?> uploads = new JakartaServletFileUpload<>();
        uploads.setMaxPartHeaderSize(LONGEST_HEADER);
        uploads.setHeaderCharset(StandardCharsets.UTF_8);
        return uploads;
    }

    private class Receiving {

        private final String ownerId;
        private final CampaignForm form = new CampaignForm();
        private UUID importId;
        private int parts;

        Receiving(String ownerId) {
            this.ownerId = ownerId;
        }

        void take(FileItemInput part) throws IOException {
            if (++parts > MOST_PARTS) {
                throw new InvalidInput("The form has more than " + MOST_PARTS + " parts", Map.of("most", MOST_PARTS));
            }
            String name = part.getFieldName();
            if (FILE_PART.equals(name)) {
                if (importId != null) {
                    throw InvalidInput.field(FILE_PART, null, "one file");
                }
                importId = files.store(ownerId, fileName(part), part.getInputStream());
            } else if (name != null) {
                form.put(name, field(name, part.getInputStream()));
            }
        }

        Received result() {
            if (importId == null) {
                throw InvalidInput.field(FILE_PART, null, "a CSV file in the part " + FILE_PART);
            }
            return new Received(importId, form);
        }

        void discard() {
            if (importId != null) {
                files.discard(importId);
            }
        }

        private static String field(String name, InputStream content) throws IOException {
            byte[] bytes = content.readNBytes(LONGEST_FIELD + 1);
            if (bytes.length > LONGEST_FIELD) {
                throw InvalidInput.field(name, null, "at most " + LONGEST_FIELD + " bytes");
            }
            return new String(bytes, StandardCharsets.UTF_8);
        }

        /** Browsers once sent whole paths. */
        private static String fileName(FileItemInput part) {
            String name = part.getName() == null ? FILE_PART : part.getName();
            String last = name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1)
                    .replace("\0", "");
            return last.length() <= LONGEST_FILE_NAME ? last : last.substring(0, LONGEST_FILE_NAME);
        }
    }
}
