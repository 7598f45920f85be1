using System.IO.Compression;

namespace NetGen.Package.Tests;

/// <summary>The package, consumed by projects outside the solution with a single PackageReference.</summary>
public sealed class ConsumerTests(PackedPackage package) : IClassFixture<PackedPackage>
{
    private const string Network = """
        namespace Consumer
        {
            using System;
            using NetGen;

            /// <summary>What the README shows.</summary>
            [Network]
            [Input(28, 28, 1)]
            [Conv(5, 1, 8, Name = "conv1"), Relu]
            [MaxPool(2)]
            [Conv(5, 8, 16, Name = "conv2"), BatchNorm, Relu]
            [MaxPool(2)]
            [Dense(10, Name = "fc"), Softmax]
            public sealed partial class DigitNet { }

            /// <summary>An any-size network, nested.</summary>
            public static partial class Outer
            {
                /// <summary>Of any size.</summary>
                [Network, Input(3), Conv(3, 4, Pad = 1), PRelu, Upsample(2)]
                public partial class AnySize { }
            }

            /// <summary>Runs both.</summary>
            public static class Program
            {
                /// <summary>Prints what they give.</summary>
                public static int Main()
                {
                    var net = DigitNet.Create(1);
                    var image = new float[DigitNet.InputLength];
                    var scores = new float[DigitNet.OutputLength];
                    net.Forward(image, scores);
                    float sum = 0;
                    foreach (var score in scores) sum += score;
                    var maps = new float[Outer.AnySize.OutputSize(5, 7).Length];
                    Outer.AnySize.Create(1).Forward(new float[5 * 7 * 3], 5, 7, maps);
                    Console.WriteLine("sum " + Math.Round(sum, 3).ToString(System.Globalization.CultureInfo.InvariantCulture) + ", map " + maps.Length);
                    return 0;
                }
            }
        }
        """;

    [Fact]
    public void HoldsWhatAConsumerNeedsAndNothingElse()
    {
        using var archive = ZipFile.OpenRead(package.PackageFile);
        var files = archive.Entries
            .Select(entry => entry.FullName)
            .Where(name => name.StartsWith("lib/") || name.StartsWith("analyzers/") || name.StartsWith("build"))
            .Order();
        Assert.Equal(
            [
                "analyzers/dotnet/cs/NetGen.CodeFixes.dll",
                "analyzers/dotnet/cs/NetGen.Generator.dll",
                "build/NetGen.targets",
                "buildTransitive/NetGen.targets",
                "lib/net10.0/NetGen.Attributes.dll",
                "lib/net10.0/NetGen.Attributes.xml",
                "lib/net10.0/NetGen.Runtime.dll",
                "lib/net10.0/NetGen.Runtime.xml",
            ],
            files);
        var platforms = archive.Entries.Select(entry => entry.FullName).Where(name => name.StartsWith("runtimes/")).Order().ToArray();
        Assert.Equal(
            package.Platforms.SelectMany(platform => new[] { $"runtimes/{platform}/lib/net10.0/NetGen.Attributes.dll", $"runtimes/{platform}/lib/net10.0/NetGen.Runtime.dll" }),
            platforms);
        Assert.All(["linux-x64", "win-x64"], platform => Assert.True(package.Platforms.Contains(platform) || package.PackOutput.Contains($"without code compiled ahead of time for {platform}"), package.PackOutput));
    }

    /// <summary>What a user's build and run take by default: no platform is named anywhere.</summary>
    [PrecompiledFact]
    public void RunsCodeThatWasCompiledAheadOfTime()
    {
        Assert.Contains("linux-x64", package.Platforms);
        package.WriteProject("Precompiled", "<Nullable>enable</Nullable>", """
            using System;
            using System.Runtime;
            using NetGen;

            var before = JitInfo.GetCompiledMethodCount();
            var net = Net.Create(1);
            net.Threads = 1;
            var scores = new float[Net.OutputLength];
            net.Forward(new float[Net.InputLength], scores);
            Console.WriteLine($"{typeof(MapSize).Assembly.Location}|{JitInfo.GetCompiledMethodCount() - before}");

            /// <summary>Rows of convolutions, Winograd's, one after a map that is enlarged, a pool of windows, and sums.</summary>
            [Network]
            [Input(32, 32, 16)]
            [Conv(3, 32, Pad = 1), Relu, MaxPool(2)]
            [Conv(3, 32, Pad = 1, Name = "a"), Relu]
            [Conv(1, 32), BatchNorm, Add("a"), Relu]
            [AveragePool(3, Stride = 2)]
            [Conv(3, 32, Groups = 32), Sigmoid]
            [Dense(10)]
            public sealed partial class Net;
            """);
        var folder = Path.Combine(package.Folder, "Precompiled");
        var built = Dotnet.Run(folder, package.Packages, "build", "-c", "Release", "-v", "quiet");
        Assert.True(built.ExitCode == 0, built.Output);
        var ran = Dotnet.Run(folder, package.Packages, Path.Combine("bin", "Release", "net10.0", "Precompiled.dll")).Output.Trim().Split('|');
        Assert.EndsWith("runtimes/linux-x64/lib/net10.0/NetGen.Runtime.dll", ran[0]);

        // The generated code's own methods and a few of the framework's; with everything that the kernels call there were 300.
        Assert.InRange(int.Parse(ran[1], System.Globalization.CultureInfo.InvariantCulture), 1, 60);
    }

    [Theory]
    [InlineData("Debug")]
    [InlineData("Release")]
    public void CompilesWithoutWarningsAndRuns(string configuration)
    {
        (string Nullable, string Usings)[] variants =
        [
            ("enable", "enable"), ("enable", "disable"), ("disable", "enable"), ("disable", "disable"),
        ];
        var names = variants.Select(variant => $"Consumer{configuration}N{variant.Nullable}U{variant.Usings}").ToArray();
        for (var index = 0; index < variants.Length; index++)
        {
            package.WriteProject(
                names[index],
                $"<Nullable>{variants[index].Nullable}</Nullable><ImplicitUsings>{variants[index].Usings}</ImplicitUsings>"
                    + "<GenerateDocumentationFile>true</GenerateDocumentationFile>",
                Network);
        }

        var all = $"All{configuration}.proj";
        File.WriteAllText(Path.Combine(package.Folder, all), $"""
            <Project DefaultTargets="Build">
              <ItemGroup>{string.Concat(names.Select(name => $"<Projects Include=\"{name}/{name}.csproj\" />"))}</ItemGroup>
              <Target Name="Restore"><MSBuild Projects="@(Projects)" Targets="Restore" /></Target>
              <Target Name="Build"><MSBuild Projects="@(Projects)" Targets="Build" BuildInParallel="true" /></Target>
            </Project>
            """);
        var built = Dotnet.Run(package.Folder, package.Packages, "build", all, "-c", configuration, "-v", "quiet");
        Assert.True(built.ExitCode == 0 && !built.Output.Contains("warning"), built.Output);

        foreach (var name in names)
        {
            var ran = Dotnet.Run(
                Path.Combine(package.Folder, name),
                package.Packages,
                Path.Combine("bin", configuration, "net10.0", name + ".dll"));
            Assert.Equal("sum 1, map 560\n", ran.Output.ReplaceLineEndings("\n"));
        }
    }

    [Fact]
    public void ReportsAWrongNetworkAtItsArgument()
    {
        package.WriteProject("Wrong", "", """
            using NetGen;
            System.Console.WriteLine();

            [Network]
            [Input(32, 32, 3)]
            [Conv(3, 3, 128, Name = "conv1")]
            [Conv(3, 256, 8, Name = "conv2")]
            public partial class Net;
            """);
        var built = Dotnet.Run(Path.Combine(package.Folder, "Wrong"), package.Packages, "build", "-v", "quiet");
        Assert.NotEqual(0, built.ExitCode);
        Assert.Contains("Program.cs(7,10): error NG0101: 'conv2' takes 256 input channels, but 'conv1' gives 128", built.Output);
        Assert.DoesNotContain("error CS", built.Output);
        Assert.DoesNotContain("AD0001", built.Output);
    }
}
