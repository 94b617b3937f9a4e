package io.voxlynx.web.identity;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.time.Duration;

/**
 * Where an issuer publishes its keys. An answer is bounded in size and time, and a redirect is none: who may send us
 * elsewhere decides whom we trust.
 */
record KeyLocation(URI url, Duration connectTimeout, Duration readTimeout) {

    private static final int LONGEST_BYTES = 512 * 1024;

    byte[] read() throws IOException {
        HttpURLConnection connection = (HttpURLConnection) url.toURL().openConnection();
        connection.setInstanceFollowRedirects(false);
        connection.setUseCaches(false);
        connection.setConnectTimeout((int) connectTimeout.toMillis());
        connection.setReadTimeout((int) readTimeout.toMillis());
        connection.setRequestProperty("Accept", "application/jwk-set+json, application/json");
        connection.setRequestProperty("User-Agent", "VoxLynx");
        try {
            if (connection.getResponseCode() != HttpURLConnection.HTTP_OK) {
                throw new IOException("status " + connection.getResponseCode());
            }
            try (InputStream body = connection.getInputStream()) {
                return bounded(body);
            }
        } finally {
            connection.disconnect();
        }
    }

    private byte[] bounded(InputStream body) throws IOException {
        long deadline = System.nanoTime() + readTimeout.toNanos();
        ByteArrayOutputStream read = new ByteArrayOutputStream();
        byte[] piece = new byte[8 * 1024];
        for (int length = body.read(piece); length >= 0; length = body.read(piece)) {
            read.write(piece, 0, length);
            if (read.size() > LONGEST_BYTES) {
                throw new IOException("more than " + LONGEST_BYTES + " bytes");
            }
            // The connection's own timeout begins anew with every byte.
            if (System.nanoTime() - deadline > 0) {
                throw new SocketTimeoutException("too slow");
            }
        }
        return read.toByteArray();
    }
}
