package io.voxlynx.sandbox.livekit;

import io.voxlynx.sandbox.livekit.TwirpError.Code;
import java.util.Map;
import livekit.LivekitModels.DisconnectReason;

/** A final SIP response other than 2xx: what the callee's side said, and how LiveKit passes it on. */
record SipStatus(int code) {
    private static final Map<Integer, String> TEXTS = Map.ofEntries(
            Map.entry(400, "Bad Request"),
            Map.entry(401, "Unauthorized"),
            Map.entry(403, "Forbidden"),
            Map.entry(404, "Not Found"),
            Map.entry(407, "Proxy Authentication Required"),
            Map.entry(408, "Request Timeout"),
            Map.entry(480, "Temporarily Unavailable"),
            Map.entry(486, "Busy Here"),
            Map.entry(487, "Request Terminated"),
            Map.entry(488, "Not Acceptable Here"),
            Map.entry(500, "Server Internal Error"),
            Map.entry(503, "Service Unavailable"),
            Map.entry(600, "Busy Everywhere"),
            Map.entry(603, "Decline"));

    String text() {
        return TEXTS.getOrDefault(code, "Refused");
    }

    /** The error of the request that dialled or referred. */
    TwirpError error() {
        return new TwirpError(
                twirpCode(),
                "sip status: " + code + ": " + text(),
                Map.of("sip_status_code", Integer.toString(code), "sip_status", text()));
    }

    private Code twirpCode() {
        return switch (code) {
            case 401, 402, 403, 603 -> Code.PERMISSION_DENIED;
            case 404, 410, 604 -> Code.NOT_FOUND;
            case 407 -> Code.UNAUTHENTICATED;
            case 408, 504 -> Code.DEADLINE_EXCEEDED;
            case 480, 486, 600 -> Code.RESOURCE_EXHAUSTED;
            case 487, 491 -> Code.ABORTED;
            default -> code / 100 == 5 ? Code.FAILED_PRECONDITION : Code.INVALID_ARGUMENT;
        };
    }

    /** Why the participant left that stood for the callee. */
    DisconnectReason disconnectReason() {
        return switch (code) {
            case 401, 403, 407, 486, 488 -> DisconnectReason.USER_REJECTED;
            // The bridge reports a plain 500 to the call's record only; to the room the participant is just gone.
            case 500 -> DisconnectReason.UNKNOWN_REASON;
            default ->
                switch (code / 100) {
                    case 5 -> DisconnectReason.SIP_TRUNK_FAILURE;
                    case 6 -> DisconnectReason.USER_REJECTED;
                    default -> DisconnectReason.USER_UNAVAILABLE;
                };
        };
    }
}
