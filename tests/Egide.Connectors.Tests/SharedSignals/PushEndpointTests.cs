using System.Net;
using Egide.Connectors.SharedSignals;
using Egide.Connectors.Tests.Servers;
using Egide.Observe;

namespace Egide.Connectors.Tests.SharedSignals;

/// <summary>A transmitter in another language pushes over HTTP to what answers with <see cref="PushEndpoint"/>.</summary>
public class PushEndpointTests
{
    [Fact]
    public async Task PushedTokensAreTakenOnceAndErrorsAnswered()
    {
        await using var transmitter = await Transmitter.Start();
        await using var taken = new Taken();
        using var endpoint = new PushEndpoint(transmitter.Stream, "Bearer agreed", transmitter.Server.Http, TimeProvider.System);
        var (listener, to) = Listen();
        using var _ = listener;
        var serving = Serve(listener, endpoint, taken);
        var good = await transmitter.Sign(Transmitter.Claims("j-1"));
        Assert.Equal((202, ""), await Push(transmitter, to, good));
        Assert.Equal((202, ""), await Push(transmitter, to, good));
        // The same jti in another token: refused nothing, taken nothing.
        Assert.Equal((202, ""), await Push(transmitter, to, await transmitter.Sign(new(Transmitter.Claims("j-1")) { ["txn"] = "again" })));
        Assert.Equal((202, ""), await Push(transmitter, to, await transmitter.Sign(Transmitter.Claims("j-2"))));

        var (status, body) = await Push(transmitter, to, await transmitter.Sign(new(Transmitter.Claims("j-3")) { ["aud"] = "someone" }));
        Assert.Equal((400, "{\"err\":\"invalid_audience\",\"description\":\"aud does not name this receiver\"}"), (status, body));
        (status, body) = await Push(transmitter, to, good, authorization: "Bearer guessed");
        Assert.Equal(401, status);
        Assert.Contains("authentication_failed", body);
        Assert.Equal(401, (await Push(transmitter, to, good, authorization: null)).Status);
        (status, body) = await Push(transmitter, to, good, contentType: "application/json");
        Assert.Equal(400, status);
        Assert.Contains("invalid_request", body);
        listener.Stop();
        await serving;

        Assert.Equal(2, taken.Count);
        var access = taken.Accesses[0];
        Assert.Equal((EventKind.SignOut, RecordFormat.SharedSignal, "drmartin", "s-17", Transmitter.Issuer), (access.Kind, access.Format, access.User, access.Session, access.Provider));
        Assert.InRange(DateTimeOffset.UtcNow - access.At, TimeSpan.FromSeconds(59), TimeSpan.FromSeconds(120));
        Assert.Equal((2, 2, 1), (endpoint.State.Counts["records"], endpoint.State.Counts["repeated"], endpoint.State.Counts["invalid_audience"]));
        Assert.Equal(2, endpoint.State.Counts["authentication_failed"]);
    }

    [Fact]
    public async Task WhatCannotBeStoredIsAskedForAgain()
    {
        await using var transmitter = await Transmitter.Start();
        var taken = new Taken();
        using var endpoint = new PushEndpoint(transmitter.Stream, null, transmitter.Server.Http, TimeProvider.System);
        var token = System.Text.Encoding.ASCII.GetBytes(await transmitter.Sign(Transmitter.Claims("j-1")));
        await using (var other = new Taken())
        {
            await taken.DisposeAsync();
            await Assert.ThrowsAnyAsync<Exception>(() => endpoint.Receive(taken.Intake, "application/secevent+jwt", null, token, TestContext.Current.CancellationToken));
            // Not stored there, so it is no replay here.
            Assert.Equal(202, (await endpoint.Receive(other.Intake, "application/secevent+jwt", null, token, TestContext.Current.CancellationToken)).Status);
            Assert.Equal(1, other.Count);
        }
    }

    [Fact]
    public async Task AStatementSignedAnewIsTheSameOneAlsoAfterARestart()
    {
        await using var transmitter = await Transmitter.Start();
        await using var taken = new Taken();
        foreach (var txn in new[] { "before", "after" })
        {
            using var endpoint = new PushEndpoint(transmitter.Stream, null, transmitter.Server.Http, TimeProvider.System);
            var token = System.Text.Encoding.ASCII.GetBytes(await transmitter.Sign(new(Transmitter.Claims("j-1")) { ["txn"] = txn }));
            Assert.Equal(202, (await endpoint.Receive(taken.Intake, "application/secevent+jwt", null, token, TestContext.Current.CancellationToken)).Status);
        }

        Assert.Equal(1, taken.Count);
    }

    private static (HttpListener Listener, string To) Listen()
    {
        for (var port = 20_000 + Environment.ProcessId % 20_000; ; port++)
        {
            // One whose port was taken cannot be asked again.
            var listener = new HttpListener { Prefixes = { $"http://127.0.0.1:{port}/" } };
            try
            {
                listener.Start();
                return (listener, $"http://127.0.0.1:{port}/sets");
            }
            catch (HttpListenerException)
            {
                listener.Close();
            }
        }
    }

    private static async Task Serve(HttpListener listener, PushEndpoint endpoint, Taken taken)
    {
        while (listener.IsListening)
        {
            HttpListenerContext context;
            try
            {
                context = await listener.GetContextAsync();
            }
            catch (Exception stopped) when (stopped is HttpListenerException or ObjectDisposedException)
            {
                return;
            }

            using var body = new MemoryStream();
            await context.Request.InputStream.CopyToAsync(body);
            var answer = await endpoint.Receive(taken.Intake, context.Request.ContentType, context.Request.Headers["Authorization"], body.ToArray(), CancellationToken.None);
            context.Response.StatusCode = answer.Status;
            if (answer.Body is { } text)
            {
                context.Response.ContentType = PushAnswer.ContentType;
                context.Response.AddHeader("Content-Language", PushAnswer.Language);
                context.Response.Close(System.Text.Encoding.UTF8.GetBytes(text), willBlock: false);
            }
            else
            {
                context.Response.Close();
            }
        }
    }

    private static async Task<(int Status, string Body)> Push(Transmitter transmitter, string to, string token, string? authorization = "Bearer agreed", string contentType = "application/secevent+jwt")
    {
        var answer = await transmitter.Server.Control(new { @do = "push", to, token, authorization, contentType });
        return (answer.GetProperty("status").GetInt32(), answer.GetProperty("body").GetString()!);
    }
}
