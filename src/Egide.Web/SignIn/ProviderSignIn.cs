using System.Security.Claims;
using Egide.Web.Live;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;

namespace Egide.Web.SignIn;

/// <summary>Sign-in with an OpenID provider: authorization code, PKCE, state, nonce; what it says of a person gives her name and roles, nothing else of it is kept.</summary>
internal static class ProviderSignIn
{
    public const string Scheme = "provider";
    public const string Start = "/sign-in/provider";
    public const string Back = "/sign-in/provider/back";
    private static readonly TimeSpan AtProvider = TimeSpan.FromMinutes(10);

    public static void Add(AuthenticationBuilder authentication, ProviderSettings settings, bool secure) => authentication.AddOpenIdConnect(Scheme, options =>
    {
        options.Authority = settings.Authority.ToString().TrimEnd('/');
        options.RequireHttpsMetadata = !settings.Authority.IsLoopback;
        (options.ClientId, options.ClientSecret) = (settings.ClientId, settings.ClientSecret);
        (options.ResponseType, options.ResponseMode, options.UsePkce) = (OpenIdConnectResponseType.Code, OpenIdConnectResponseMode.Query, true);
        options.Scope.Clear();
        foreach (var scope in settings.Scopes) options.Scope.Add(scope);
        (options.GetClaimsFromUserInfoEndpoint, options.MapInboundClaims, options.SaveTokens) = (true, false, false);
        options.ClaimActions.Clear();
        options.ClaimActions.Add(new SaidClaims());
        options.TokenValidationParameters.ClockSkew = TimeSpan.FromMinutes(1);
        // No algorithm with a shared secret, and none at all: only the provider can sign.
        options.TokenValidationParameters.ValidAlgorithms = Algorithms;
        (options.CallbackPath, options.SignedOutCallbackPath, options.RemoteSignOutPath) = (Back, PathString.Empty, PathString.Empty);
        options.RemoteAuthenticationTimeout = options.ProtocolValidator.NonceLifetime = AtProvider;
        options.DisableTelemetry = true;
        foreach (var cookie in new[] { options.CorrelationCookie, options.NonceCookie })
        {
            // The provider comes back by a navigation, with which lax cookies are sent.
            (cookie.SameSite, cookie.HttpOnly, cookie.SecurePolicy) = (SameSiteMode.Lax, true, secure ? CookieSecurePolicy.Always : CookieSecurePolicy.SameAsRequest);
        }

        options.Events.OnRedirectToIdentityProvider = context =>
        {
            if (settings.Acr.Count > 0) context.ProtocolMessage.AcrValues = string.Join(' ', settings.Acr);
            if (context.Properties.GetParameter<string>(OpenIdConnectParameterNames.Prompt) is { } prompt) context.ProtocolMessage.Prompt = prompt;
            return Task.CompletedTask;
        };
        options.Events.OnTokenValidated = context =>
        {
            // Kept for one thing: to tell the provider who signs out.
            context.Properties!.StoreTokens([new AuthenticationToken { Name = OpenIdConnectParameterNames.IdToken, Value = context.TokenEndpointResponse!.IdToken }]);
            if (settings.Acr.Count > 0 && !settings.Acr.Contains(context.Principal!.FindFirstValue("acr"))) context.Fail("The provider states another level of authentication (acr) than was asked for.");
            return Task.CompletedTask;
        };
        options.Events.OnTicketReceived = context => Received(context, settings);
        options.Events.OnRemoteFailure = Failed;
    });

    /// <summary>What a provider may sign with.</summary>
    public static IReadOnlyList<string> Algorithms { get; } =
    [
        SecurityAlgorithms.RsaSha256, SecurityAlgorithms.RsaSha384, SecurityAlgorithms.RsaSha512, SecurityAlgorithms.RsaSsaPssSha256, SecurityAlgorithms.RsaSsaPssSha384,
        SecurityAlgorithms.RsaSsaPssSha512, SecurityAlgorithms.EcdsaSha256, SecurityAlgorithms.EcdsaSha384, SecurityAlgorithms.EcdsaSha512,
    ];

    private static async Task Received(TicketReceivedContext context, ProviderSettings settings)
    {
        var said = context.Principal!;
        var person = SaidPerson.Of(said, settings);
        var station = context.HttpContext.RequestServices.GetRequiredService<Station>();
        if (person.Roles.Count == 0)
        {
            await station.Tell(Facts.SignIn, person, new { step = "refused", how = Scheme });
            context.HandleResponse();
            await Refused(person, said, settings).Write(context.HttpContext, StatusCodes.Status403Forbidden);
            return;
        }

        await station.Tell(Facts.SignIn, person, new { step = "signed-in", how = Scheme, roles = person.Roles.Select(r => r.ToString()), acr = said.FindFirstValue("acr") });
        context.Principal = SignInEndpoints.PrincipalOf(person, said.FindFirst("sid"), said.FindFirst("sub"));
        context.ReturnUri = "/sign-in/done?to=" + Uri.EscapeDataString(SignInEndpoints.Local(context.ReturnUri, person));
    }

    private static Notice Refused(Person person, ClaimsPrincipal said, ProviderSettings settings) => new(
        new("Vous n’avez pas de rôle dans Égide", "You have no role in Égide"),
        [new($"{settings.Label} vous a reconnue ou reconnu : {person.Name}. Mais les réglages d’Égide ne vous donnent aucun rôle, et rien ne vous est montré.", $"{settings.Label} recognised you: {person.Name}. But Égide’s settings give you no role, and nothing is shown to you."),
        new("Demander à un administrateur d’Égide de vous nommer sous le rôle voulu (analyst, approver, dpo, auditor, administrator) dans sign-in.yaml, par l’une de ces valeurs :", "Ask an administrator of Égide to name you under the role you need (analyst, approver, dpo, auditor, administrator) in sign-in.yaml, by one of these values:")])
    {
        Facts = [.. SaidPerson.Naming(said)],
        Link = (Start + "?again=1", new("Entrer avec un autre compte", "Sign in with another account")),
    };

    // What the provider or a forger wrote in the address is not repeated: neither in the page nor in the log.
    private static async Task Failed(RemoteFailureContext context)
    {
        context.HttpContext.RequestServices.GetRequiredService<ILoggerFactory>().CreateLogger("Egide.SignIn")
            .LogWarning("A sign-in with the provider failed ({Fault}): nobody was let in. If it lasts, compare authority, client_id, its secret and the redirect address with the provider's.", context.Failure?.GetBaseException().GetType().Name);
        context.HandleResponse();
        await new Notice(new("L’entrée a échoué", "Sign-in failed"),
            [new("La réponse du fournisseur d’identité n’est pas celle que ce navigateur attendait, ou a trop tardé. Personne n’est entré.", "The identity provider’s answer is not the one that this browser waited for, or came too late. Nobody was let in.")])
        {
            Link = ("/sign-in", new("Recommencer", "Try again")),
        }.Write(context.HttpContext, StatusCodes.Status400BadRequest);
    }
}
