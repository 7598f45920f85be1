using System.Collections.Immutable;
using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.FSharp.Core;
using Xunit.Abstractions;

namespace NetGen.Fuzz.Tests;

/// <summary>
/// Random attribute lists, right and wrong: the compiler never throws, what it emits compiles, what it accepts runs and matches the oracle.
/// <c>NETGEN_FUZZ_NETWORKS</c> sets how many, <c>NETGEN_FUZZ_SEED</c> the seed.
/// </summary>
public class RandomNetworkTests(ITestOutputHelper output)
{
    private const int BatchLength = 40;

    [Fact]
    public void WhatIsAcceptedRunsAsDocumented()
    {
        var networks = Setting("NETGEN_FUZZ_NETWORKS", 600);
        var seed = (ulong)Setting("NETGEN_FUZZ_SEED", 20260);
        var tally = new Tally();
        var batches = Arb.From(NetworkGenerators.Any.ArrayOf(BatchLength).Select(models => new NetworkBatch([.. models])), batch => batch.Smaller());
        var property = Prop.ForAll(batches, batch => batch.Check(LanguageVersion.Latest, tally, seed));
        property.Check(Config.QuickThrowOnFailure
            .WithMaxTest((networks + BatchLength - 1) / BatchLength)
            .WithReplay(FSharpOption<Replay>.Some(new Replay(new Rnd(seed), FSharpOption<int>.None))));

        output.WriteLine(tally.ToString());
        Assert.True(tally.Accepted > networks / 2, $"Too few to say anything: {tally}");
        Assert.True(tally.Accepted < tally.Declared, $"None was rejected: {tally}");
        Assert.True(tally.Compared > tally.Accepted, $"Too few to say anything: {tally}");
        Assert.True(tally.RanWithBranches > networks / 10, $"Too few with branches: {tally}");
        Assert.True(tally.ComparedTightly > 0.9 * tally.Compared, $"The bounds are too wide: {tally}");
    }

    [Fact]
    public void PreviewCSharpCompilesTheSame()
    {
        var networks = Gen.Sample(NetworkGenerators.Any, 10, BatchLength);
        new NetworkBatch([.. networks]).Check(LanguageVersion.Preview, new Tally(), seed: 1);
    }

    private static int Setting(string variable, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? value : otherwise;
}

/// <summary>Networks that are compiled together.</summary>
/// <param name="Models">The networks.</param>
internal sealed record NetworkBatch(ImmutableArray<NetworkModel> Models)
{
    /// <summary>Compiles and runs them.</summary>
    /// <exception cref="NetworkFailure">One does not do what it should.</exception>
    public void Check(LanguageVersion version, Tally tally, ulong seed)
    {
        using var batch = new CompiledBatch(Models, version);
        tally.Declared += Models.Length;
        foreach (var (model, type) in batch.Accepted)
        {
            tally.Accepted++;
            NetworkRun.Check(model, type, tally, seed);
        }
    }

    /// <summary>What to try when one of them fails: each alone, then without an attribute, then without an argument.</summary>
    public IEnumerable<NetworkBatch> Smaller()
    {
        if (Models.Length > 1) return Models.Select(model => new NetworkBatch([model]));
        var model = Models[0];
        var shorter = Enumerable.Range(0, model.Attributes.Length).Select(index => model with { Attributes = model.Attributes.RemoveAt(index) });
        var plainer = model.Attributes.SelectMany((attribute, index) => attribute.Arguments.Where(argument => argument.IsNamed).Select(argument =>
            model with { Attributes = model.Attributes.SetItem(index, attribute with { Arguments = attribute.Arguments.Remove(argument) }) }));
        var plainestHeader = model.Header.Arguments.IsEmpty ? [] : new[] { model with { Header = Layer.Of("Network") } };

        // Without an attribute, layers may no longer fit; only a network that is still known to be right may be required to be accepted.
        return shorter.Concat(plainer).Concat(plainestHeader).Select(smaller => new NetworkBatch([smaller with { IsWild = true }]));
    }

    /// <inheritdoc/>
    public override string ToString() => Models.Length == 1 ? Models[0].ToString() : $"{Models.Length} networks";
}
