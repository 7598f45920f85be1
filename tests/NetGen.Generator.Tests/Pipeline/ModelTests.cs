using System.Collections;
using System.Globalization;
using System.Reflection;
using Microsoft.CodeAnalysis;
using NetGen.Generator.Declaration;
using NetGen.Generator.Tests.Harness;
using NetGen.Generator.Tests.Snapshots;

namespace NetGen.Generator.Tests.Pipeline;

/// <summary>What flows through the pipeline: values without symbols, equal when they should be; text that is the same on every machine.</summary>
public class ModelTests
{
    [Fact]
    public void No_step_of_ours_holds_a_symbol_syntax_or_position()
    {
        var run = GeneratorRun.Of([.. SnapshotNetworks.All]);
        var seen = new HashSet<object>(ReferenceEqualityComparer.Instance);
        foreach (var name in new[] { NetworkGenerator.DeclarationStep, NetworkGenerator.SourceStep })
        {
            var values = run.Result.TrackedSteps[name].SelectMany(step => step.Outputs).Select(output => output.Value).ToList();
            Assert.Equal(SnapshotNetworks.All.Sum(source => source.Split("[Network").Length - 1), values.Count);
            foreach (var value in values) Walk(value, name, seen);
        }

        Assert.Contains(seen, value => value is NetworkDeclaration);
        Assert.Contains(seen, value => value is "conv1");
    }

    [Theory]
    [MemberData(nameof(SnapshotNetworks.Sources), MemberType = typeof(SnapshotNetworks))]
    public void Declarations_of_two_compilations_are_equal(string source)
    {
        var (first, second) = (Declaration(source), Declaration(source));
        Assert.NotSame(first, second);
        Assert.Equal(first, second);
        Assert.Equal(first.GetHashCode(), second.GetHashCode());
    }

    [Fact]
    public void Declarations_of_different_networks_differ() =>
        Assert.Equal(SnapshotNetworks.All.Count, SnapshotNetworks.All.Select(Declaration).Distinct().Count());

    [Theory]
    [InlineData("")]
    [InlineData("de-DE")]
    [InlineData("tr-TR")]
    [InlineData("ar-SA")]
    public void Text_is_the_same_in_every_culture(string culture)
    {
        var expected = Outcome();
        var (before, beforeUI) = (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture);
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(culture);
            Assert.Equal(expected, Outcome());
        }
        finally
        {
            (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture) = (before, beforeUI);
        }
    }

    private static string Outcome() => string.Join(
        "\n",
        SnapshotNetworks.All.Append("using NetGen;\n[Network, Input(8, 8, 1), Conv(-1, 4), LeakyRelu(1e39), Clip(2.5, 1.5)] partial class Wrong;").Select(Declaration).SelectMany(declaration => new[]
        {
            NetworkCompiler.Compile(declaration),
            string.Join("\n", NetworkCompiler.Check(declaration).Faults.Select(fault => $"{fault.Id} {fault.Target} {string.Join("|", fault.Arguments)}")),
        }));

    private static NetworkDeclaration Declaration(string source)
    {
        return DeclarationReader.Read(Compilations.FirstNetwork(source), CancellationToken.None);
    }

    private static void Walk(object? value, string path, HashSet<object> seen)
    {
        if (value is null || !seen.Add(value)) return;
        Assert.False(value is ISymbol or SyntaxNode or SyntaxTree or Compilation or SemanticModel or Location or AttributeData or SyntaxReference, $"{path} holds a {value.GetType()}.");
        if (value is string || value.GetType().IsPrimitive || value.GetType().IsEnum) return;
        if (value is IEnumerable items)
        {
            foreach (var item in items) Walk(item, path + "[]", seen);
        }

        for (var type = value.GetType(); type is not null && type != typeof(object); type = type.BaseType)
        {
            foreach (var field in type.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
            {
                Walk(field.GetValue(value), $"{path}.{field.Name}", seen);
            }
        }
    }
}
