namespace Egide.Web.Feed;

/// <summary>Why a request of a sender was not taken.</summary>
/// <param name="Status">HTTP status.</param>
/// <param name="Code">FHIR's issue type.</param>
/// <param name="Counted">What the way in counts it as.</param>
/// <param name="What">What happened and what to do; English, no personal data.</param>
internal sealed record Refusal(int Status, string Code, string Counted, string What);
