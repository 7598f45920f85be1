using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace NetGen.Generator.Tests.Harness;

/// <summary>What one run of the generator gave, with every step tracked.</summary>
/// <param name="Driver">The driver, for a next run.</param>
/// <param name="Output">The compilation with the generated sources.</param>
internal sealed record GeneratorRun(GeneratorDriver Driver, Compilation Output)
{
    public GeneratorRunResult Result => Driver.GetRunResult().Results.Single();

    public ImmutableArray<GeneratedSourceResult> Sources => Result.GeneratedSources;

    public static GeneratorRun Of(params string[] files) => Of(Compilations.Create(files));

    public static GeneratorRun Of(Compilation compilation) => Run(NewDriver(), compilation);

    /// <summary>The next run, after an edit.</summary>
    public GeneratorRun Then(Compilation compilation) => Run(Driver, compilation);

    /// <summary>The only generated source.</summary>
    public string Source => Assert.Single(Sources).SourceText.ToString();

    private static GeneratorDriver NewDriver() => CSharpGeneratorDriver.Create(
        [new NetworkGenerator().AsSourceGenerator()],
        parseOptions: Compilations.ParseOptions,
        driverOptions: new GeneratorDriverOptions(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: true));

    private static GeneratorRun Run(GeneratorDriver driver, Compilation compilation)
    {
        driver = driver.RunGeneratorsAndUpdateCompilation(compilation, out var output, out var diagnostics);
        Assert.Empty(diagnostics);
        Assert.Null(driver.GetRunResult().Results.Single().Exception);
        return new GeneratorRun(driver, output);
    }
}
