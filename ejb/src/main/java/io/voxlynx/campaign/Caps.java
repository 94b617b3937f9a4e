package io.voxlynx.campaign;

import io.voxlynx.shared.InvalidInput;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** How many calls at once a campaign may be given. */
@ApplicationScoped
public class Caps {

    @Inject
    @ConfigProperty(name = "voxlynx.campaign.max-cap", defaultValue = "50")
    int most;

    /** @throws InvalidInput beyond what this installation allows */
    public void check(int cap) {
        if (cap < 1 || cap > most) {
            throw InvalidInput.field("cap", cap, "a number from 1 to " + most);
        }
    }
}
