package io.voxlynx.assistant;

/** The provider's phone numbers that campaigns call from. */
public interface PhoneNumbers {

    /**
     * Blocks on the network now and then; answers may be a minute old.
     *
     * @throws io.voxlynx.shared.ProviderFailed if the provider cannot be asked
     */
    boolean exists(String phoneNumberId);
}
