/**
 * The directory of assistants that campaigns may call with. Each lives at a provider; here is what we call it and what
 * we told the provider. The provider is asked first and the directory written afterwards, so that no database
 * transaction waits for HTTP; a crash between the two leaves at most an assistant at the provider that nobody lists.
 */
package io.voxlynx.assistant;
