package io.voxlynx.web.contact;

import io.voxlynx.shared.InvalidInput;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.fileupload2.core.DiskFileItem;
import org.apache.commons.fileupload2.core.DiskFileItemFactory;
import org.apache.commons.fileupload2.core.FileItemHeaders;
import org.apache.commons.fileupload2.jakarta.servlet6.JakartaServletFileUpload;

/** The parts of one form, read as they come. Counts also those that have no name and so are passed over. */
final class FormParts extends JakartaServletFileUpload<DiskFileItem, DiskFileItemFactory> {

    private static final int MOST_PARTS = 20;
    private static final int LONGEST_HEADER = 8 << 10;
    private static final int LONGEST_FILE_NAME = 255;

    private int parts;
    private String fileName = "";

    FormParts() {
        setMaxPartHeaderSize(LONGEST_HEADER);
        setHeaderCharset(StandardCharsets.UTF_8);
    }

    /** Of the newest part, without its directories; empty if it has none. */
    String fileName() {
        return fileName;
    }

    @Override
    public FileItemHeaders getParsedHeaders(String head) {
        if (++parts > MOST_PARTS) {
            throw new InvalidInput("The form has more than " + MOST_PARTS + " parts", Map.of("most", MOST_PARTS));
        }
        FileItemHeaders headers = super.getParsedHeaders(head);
        String type = Optional.ofNullable(headers.getHeader(CONTENT_TYPE)).orElse("");
        if (type.strip().toLowerCase(Locale.ROOT).startsWith(MULTIPART)) {
            throw new InvalidInput("A part of the form is a form itself", Map.of());
        }
        return headers;
    }

    /** Browsers once sent whole paths, and the library would take it for one of this machine. */
    @Override
    public String getFileName(FileItemHeaders headers) {
        String sent = super.getFileName(headers);
        String path = sent == null ? "" : sent.replaceAll("\\p{Cntrl}", "");
        String last = path.substring(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
        fileName = last.length() <= LONGEST_FILE_NAME ? last : last.substring(0, LONGEST_FILE_NAME);
        return sent;
    }
}
