using System.Runtime.InteropServices;

namespace NetGen.Package.Tests;

/// <summary>The package, in programs that Native AOT compiles.</summary>
public sealed class AotTests(AotConsumer consumer) : IClassFixture<AotConsumer>
{
    [AotFact]
    public void PublishesWithoutWarningsAndAnswersAsTheOrdinaryBuildDoes()
    {
        Assert.True(consumer.Published.ExitCode == 0 && !consumer.Published.Output.Contains("warning"), consumer.Published.Output);
        var expected = consumer.RunBuilt("weights.safetensors");
        Assert.True(expected.ExitCode == 0, expected.Output);
        var answer = consumer.RunPublished("Ahead", "weights.safetensors");
        Assert.Equal(4, expected.Output.Trim().Split('\n').Length);
        Assert.Equal(expected.Output, answer.Output);
    }

    /// <summary>A warning that does not keep the program from being made, in a project that treats the compiler's as errors.</summary>
    [AotFact(Architecture.X64)]
    public void WarnsWhereNoInstructionSetIsNamed()
    {
        consumer.Package.WriteProject("Narrow", "", """System.Console.WriteLine("runs");""");
        var published = consumer.Publish("Narrow");
        Assert.True(published.ExitCode == 0, published.Output);
        Assert.Contains("warning NETGEN001: IlcInstructionSet is not set", published.Output);
        Assert.Equal("runs\n", consumer.RunPublished("Narrow").Output.ReplaceLineEndings("\n"));
    }

    /// <summary>The check by itself, for platforms that are not this one.</summary>
    [Theory]
    [InlineData("win-x64", "", true)]
    [InlineData("linux-musl-x64", "", true)]
    [InlineData("linux-x64", "x86-64", false)]
    [InlineData("linux-arm64", "", false)]
    public void WarnsForX64Alone(string platform, string instructionSet, bool warns)
    {
        Assert.True(consumer.Built.ExitCode == 0, consumer.Built.Output);
        var ran = Dotnet.Run(
            consumer.Folder, consumer.Package.Packages, "msbuild", "-t:WarnOfMissingInstructionSet", $"-p:RuntimeIdentifier={platform}", $"-p:IlcInstructionSet={instructionSet}");
        Assert.True(ran.ExitCode == 0, ran.Output);
        Assert.Equal(warns, ran.Output.Contains("NETGEN001"));
    }
}
