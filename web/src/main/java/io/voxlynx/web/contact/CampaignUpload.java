package io.voxlynx.web.contact;

import io.voxlynx.contact.imports.CampaignOrder;
import io.voxlynx.contact.imports.StagedFiles;
import io.voxlynx.shared.InvalidInput;
import io.voxlynx.web.http.Text;
import io.voxlynx.web.identity.CurrentCaller;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.BadRequestException;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.ext.MessageBodyReader;
import jakarta.ws.rs.ext.Provider;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import java.util.Map;
import java.util.UUID;
import org.apache.commons.fileupload2.core.FileItemInput;
import org.apache.commons.fileupload2.core.FileItemInputIterator;
import org.apache.commons.fileupload2.core.FileUploadException;

/**
 * Reads the multipart form as it comes in, its parts in any order; the file goes straight to its staging place, never
 * to memory or disk here. A reader of bodies and not a part of the resource, because that one's answer is asynchronous:
 * once it is, the server reads what is left of a refused form to its end.
 */
@Provider
@Consumes(MediaType.MULTIPART_FORM_DATA)
@ApplicationScoped
public class CampaignUpload implements MessageBodyReader<CampaignUpload.Received> {

    static final String FILE_PART = "contactsCsv";

    private static final int LONGEST_FIELD = 64 << 10;

    @Inject
    StagedFiles files;

    @Inject
    CurrentCaller caller;

    @Context
    HttpServletRequest request;

    /** What came in; the file is staged, and whoever does not use it must discard it. */
    public record Received(UUID importId, CampaignForm form) {

        CampaignOrder order() {
            return form.order();
        }
    }

    @Override
    public boolean isReadable(Class<?> type, Type genericType, Annotation[] annotations, MediaType mediaType) {
        return type == Received.class;
    }

    @Override
    public Received readFrom(
            Class<Received> type,
            Type genericType,
            Annotation[] annotations,
            MediaType mediaType,
            MultivaluedMap<String, String> headers,
            InputStream body) {
        Receiving receiving = new Receiving(caller.get().subject());
        FormParts form = new FormParts();
        boolean received = false;
        try {
            FileItemInputIterator parts = form.getItemIterator(request);
            while (parts.hasNext()) {
                receiving.take(parts.next(), form.fileName());
            }
            Received result = receiving.result();
            // What follows the last part is nothing, but has its length and its time as well.
            body.transferTo(OutputStream.nullOutputStream());
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

    private class Receiving {

        private final String ownerId;
        private final CampaignForm form = new CampaignForm();
        private UUID importId;

        Receiving(String ownerId) {
            this.ownerId = ownerId;
        }

        void take(FileItemInput part, String fileName) throws IOException {
            String name = part.getFieldName();
            if (FILE_PART.equals(name)) {
                if (importId != null) {
                    throw InvalidInput.field(FILE_PART, null, "one file");
                }
                importId = files.store(ownerId, fileName.isEmpty() ? FILE_PART : fileName, part.getInputStream());
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
            return Text.utf8(bytes).orElseThrow(() -> InvalidInput.field(name, null, "text in UTF-8"));
        }
    }
}
