using System.Runtime.InteropServices;

namespace NetGen.Package.Tests;

/// <summary>A project that has the package, built as usual and then published by Native AOT, each once and not before a test asks for it.</summary>
public sealed class AotConsumer : IDisposable
{
    private const string Name = "Ahead";

    private const string Program = """
        using System;
        using System.Collections.Generic;
        using System.IO;
        using System.Linq;
        using System.Runtime.InteropServices;
        using System.Text;
        using NetGen;

        // Each answer as bits.
        if (!File.Exists(args[0])) Write(args[0], Digits.Tensors);
        var digits = Digits.Load(args[0]);
        var classes = new float[Digits.OutputLength];
        digits.Forward(Image(Digits.InputLength), classes);
        Print("loaded", classes);

        var page = digits.ToFullyConvolutional();
        var map = new float[Digits.FullyConvolutional.OutputSize(60, 75).Length];
        page.Forward(Image(60 * 75), 60, 75, map);
        Print("loaded, of any size", map);

        var layers = Layers.Create(7);
        var (scores, branch) = (new float[Layers.OutputLength], new float[Layers.BranchLength]);
        layers.Forward(Image(Layers.InputLength), scores, branch);
        Print("created", scores);
        Print("created, branch", branch);

        static float[] Image(int length) => [.. Enumerable.Range(0, length).Select(i => i * 37 % 101 / 100f)];

        static void Print(string name, float[] values)
        {
            if (!values.All(float.IsFinite) || values.Distinct().Count() < values.Length / 2) throw new InvalidOperationException(name);
            Console.WriteLine($"{name}: {Convert.ToHexString(MemoryMarshal.AsBytes(values.AsSpan()))}");
        }

        // All values are positive: some are variances.
        static void Write(string path, ReadOnlySpan<TensorSpec> tensors)
        {
            var (entries, end) = (new List<string>(), 0L);
            foreach (var tensor in tensors)
                entries.Add($"\"{tensor.Name}\":{{\"dtype\":\"F32\",\"shape\":[{string.Join(",", tensor.Shape)}],\"data_offsets\":[{end},{end += 4 * tensor.Length}]}}");
            var header = Encoding.UTF8.GetBytes("{" + string.Join(",", entries) + "}");
            using var file = File.Create(path);
            file.Write(BitConverter.GetBytes((long)header.Length));
            file.Write(header);
            for (var i = 0L; i < end / 4; i++) file.Write(BitConverter.GetBytes(((i * 7919 % 1009) + 1) / 10090f));
        }

        /// <summary>Small convolutions, which are unrolled.</summary>
        [Network]
        [Input(28, 28, 1)]
        [Conv(5, 8), Relu, MaxPool(2)]
        [Conv(5, 16, Bias = false), BatchNorm, Relu, MaxPool(2)]
        [Dense(10), Softmax]
        public sealed partial class Digits;

        /// <summary>Winograd's convolutions, with a pool, with a sum and of 5×5, direct ones, depthwise and transposed, and what stands between them.</summary>
        [Network]
        [Input(32, 32, 16)]
        [Conv(3, 32, Pad = 1), Relu, MaxPool(2)]
        [Conv(3, 32, Pad = 1), BatchNorm, Relu(Name = "branch"), Output("branch")]
        [Conv(1, 32), Add("branch"), Silu]
        [Conv(3, 32, Groups = 32), Sigmoid]
        [Conv(5, 32, Pad = 2), Gelu]
        [ConvTranspose(2, 32, Stride = 2), LeakyRelu(0.1)]
        [Conv(3, 48, Stride = 2), BatchNorm, Tanh, AveragePool(3, Stride = 2)]
        [Dense(20), Relu, Dense(10), Softmax]
        public sealed partial class Layers;
        """;

    private readonly Lazy<PackedPackage> _package = new();
    private readonly Lazy<Dotnet.Result> _built;
    private readonly Lazy<Dotnet.Result> _published;

    public AotConsumer()
    {
        _built = new(() =>
        {
            var properties = "<Nullable>enable</Nullable><TrimmerSingleWarn>false</TrimmerSingleWarn>" + (Feeds.HasWideVectors ? "<IlcInstructionSet>x86-64-v3</IlcInstructionSet>" : "");
            Package.WriteProject(Name, properties, Program);
            return Dotnet.Run(Folder, Package.Packages, "build", "-c", "Release", "-v", "quiet");
        });
        _published = new(() => Publish(Name));
    }

    public PackedPackage Package => _package.Value;

    /// <summary>What the ordinary build prints.</summary>
    internal Dotnet.Result Built => _built.Value;

    /// <summary>What publishing prints.</summary>
    internal Dotnet.Result Published => _published.Value;

    /// <summary>The project's folder.</summary>
    public string Folder => Path.Combine(Package.Folder, Name);

    /// <summary>Publishes a project of the package's folder. The ordinary build has been restored before: NetGen is then the package under test, whatever the machine's packages hold.</summary>
    internal Dotnet.Result Publish(string name)
    {
        Assert.True(Built.ExitCode == 0, Built.Output);
        return Dotnet.Run(
            Path.Combine(Package.Folder, name),
            Package.Packages,
            "publish", "-c", "Release", "-r", RuntimeInformation.RuntimeIdentifier, "-p:PublishAot=true", $"-p:RestoreAdditionalProjectFallbackFolders={Feeds.Packages}");
    }

    /// <summary>Runs what the ordinary build made.</summary>
    internal Dotnet.Result RunBuilt(params string[] arguments) =>
        Dotnet.Run(Folder, Package.Packages, [Path.Combine("bin", "Release", "net10.0", Name + ".dll"), .. arguments]);

    /// <summary>Runs a program that was published.</summary>
    internal Dotnet.Result RunPublished(string name, params string[] arguments)
    {
        var folder = Path.Combine(Package.Folder, name);
        return Dotnet.RunProgram(Path.Combine(folder, "bin", "Release", "net10.0", RuntimeInformation.RuntimeIdentifier, "publish", name), folder, Package.Packages, arguments);
    }

    public void Dispose()
    {
        if (_package.IsValueCreated) _package.Value.Dispose();
    }
}
