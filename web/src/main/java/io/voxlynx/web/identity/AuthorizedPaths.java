package io.voxlynx.web.identity;

/** Where the Authorization header is ours to judge, and where it is not a token. */
final class AuthorizedPaths {

    private AuthorizedPaths() {}

    /** Webhooks of providers prove themselves over their raw body; whatever their Authorization header holds is their own affair. */
    static boolean expectToken(String path) {
        return path.startsWith("/api/")
                && !path.equals("/api/webhooks/vapi")
                && !path.equals("/api/webhooks/vapi/")
                && !path.equals("/api/livekit/webhook")
                && !path.equals("/api/livekit/webhook/");
    }

    static boolean expectSchedulerSecret(String path) {
        return path.equals("/api/scheduler/tick") || path.equals("/api/scheduler/tick/");
    }
}
