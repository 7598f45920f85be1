namespace NetGen.Package.Tests;

/// <summary>The tool, installed from a local feed as a user installs it, on a model as PyTorch exports it, in a project that has the package.</summary>
public sealed class ToolTests(PackedPackage package) : IClassFixture<PackedPackage>
{
    private const string Program = """
        using System;
        using System.IO;

        var input = new float[Zoo.ResnetUnfolded.InputLength];
        for (var i = 0; i < input.Length; i++) input[i] = BitConverter.ToSingle(File.ReadAllBytes(args[1]), 128 + (4 * i));
        var scores = new float[Zoo.ResnetUnfolded.OutputLength];
        Zoo.ResnetUnfolded.Load(args[0]).Forward(input, scores);
        var worst = 0f;
        for (var i = 0; i < scores.Length; i++) worst = Math.Max(worst, Math.Abs(scores[i] - BitConverter.ToSingle(File.ReadAllBytes(args[2]), 128 + (4 * i))));
        Console.WriteLine(worst < 1e-4f ? "equal" : $"different by {worst}");
        """;

    [Fact]
    public void InstallsFromALocalFeedAndImportsAModelIntoABuild()
    {
        var version = PackedPackage.Metadata("PackageVersion");
        Run(package.Folder, "pack", PackedPackage.Metadata("ToolProject"), "--no-build", "-c", PackedPackage.Metadata("Configuration"), "-o", package.Feed);
        Run(package.Folder, "tool", "install", "NetGen.Tool", "--version", version, "--tool-path", "tools", "--add-source", package.Feed);
        var tool = Path.Combine(package.Folder, "tools", OperatingSystem.IsWindows() ? "netgen.exe" : "netgen");
        Assert.StartsWith(version, Dotnet.RunProgram(tool, package.Folder, package.Packages, "--version").Output);

        package.WriteProject("Imported", "<Nullable>enable</Nullable>", Program);
        var project = Path.Combine(package.Folder, "Imported");
        string Model(string suffix) => Path.Combine(PackedPackage.Metadata("Models"), $"resnet_unfolded.{suffix}");
        var imported = Dotnet.RunProgram(tool, project, package.Packages, "import", Model("onnx"), "--namespace", "Zoo");
        Assert.True(imported.ExitCode == 0, imported.Output);

        Run(project, "build", "-c", "Release", "-v", "quiet");
        var ran = Dotnet.Run(project, package.Packages, Path.Combine("bin", "Release", "net10.0", "Imported.dll"), "ResnetUnfolded.safetensors", Model("input.npy"), Model("output.npy"));
        Assert.Equal("equal\n", ran.Output.ReplaceLineEndings("\n"));

        var verified = Dotnet.RunProgram(tool, project, package.Packages, "verify", Model("onnx"), "--input", Model("input.npy"), "--expect", Model("output.npy"));
        Assert.True(verified.ExitCode == 0, verified.Output);
        var summary = Dotnet.RunProgram(tool, project, package.Packages, "summary", Path.Combine("bin", "Release", "net10.0", "Imported.dll"), "--class", "ResnetUnfolded");
        Assert.Contains("layer2.2.conv2", summary.Output);
        var exported = Dotnet.RunProgram(
            tool, project, package.Packages, "export", "Imported.csproj", "--class", "ResnetUnfolded", "--weights", "ResnetUnfolded.safetensors", "-o", "again.onnx");
        Assert.False(exported.ExitCode != 0, exported.Output);
        Assert.True(File.Exists(Path.Combine(project, "again.onnx")));
    }

    private void Run(string folder, params string[] arguments)
    {
        var ran = Dotnet.Run(folder, package.Packages, arguments);
        Assert.True(ran.ExitCode == 0, ran.Output);
    }
}
