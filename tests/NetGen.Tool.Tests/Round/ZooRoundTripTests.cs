using NetGen.Onnx;
using NetGen.Onnx.Import;
using NetGen.Onnx.Tests;
using NetGen.OnnxRuntime;
using NetGen.Tool.Running;

namespace NetGen.Tool.Tests.Round;

/// <summary>Every network and block of the zoo, written as ONNX: ONNX Runtime gives what NetGen gives, and what is imported again is the same network.</summary>
public sealed class ZooRoundTripTests
{
    /// <summary>Of the output's root mean square: both engines round in single precision, in another order, through up to 53 convolutions.</summary>
    private const double PeerTolerance = 2e-4;

    private static readonly Lazy<OrtApi> Api = new(() => new OrtApi(RuntimeLibrary.Find()!));

    /// <summary>
    /// Images for networks of any size, and smaller ones for those that take seconds: all that the network needs, and its layers' borders. Maps of 512
    /// channels are larger than 8×8: below, an imported class, which knows its size, chooses F(2×2) where the class of any size has F(4×4). Maps of
    /// 7×7 convolutions have at least 25 pixels: below, it chooses the direct sum.
    /// </summary>
    private static readonly Dictionary<string, (int Height, int Width)> Sizes = new()
    {
        ["BasicTo512"] = (18, 19),
        ["Espcn"] = (14, 11),
        ["FcrnA"] = (24, 32),
        ["FcrnAEncoder"] = (24, 33),
        ["FcrnB"] = (20, 12),
        ["FcrnBEncoder"] = (21, 14),
        ["FcnTrunk"] = (159, 154),
        ["Fcn32s"] = (159, 154),
        ["Fcn16s"] = (154, 159),
        ["Fcn8s"] = (155, 157),
        ["UNet"] = (268, 284),
    };

    private delegate void One(ReadOnlySpan<float> input, Span<float> a);

    private delegate void Two(ReadOnlySpan<float> input, Span<float> a, Span<float> b);

    private delegate void OneOfAnySize(ReadOnlySpan<float> image, int height, int width, Span<float> a);

    private delegate void TwoOfAnySize(ReadOnlySpan<float> image, int height, int width, Span<float> a, Span<float> b);

    private static string[] Names { get; } =
        [.. typeof(Zoo.ResNet18).Assembly.GetExportedTypes().Where(type => type.IsDefined(typeof(NetworkAttribute), false)).Select(type => type.Name).Order(StringComparer.Ordinal)];

    public static TheoryData<string> Networks => [.. Names];

    [Theory]
    [MemberData(nameof(Networks))]
    public void Is_imported_as_it_was_declared(string name)
    {
        var network = new ZooNetwork(name);
        var declared = CanonicalCode.Of(NetworkMetadata.Read(network.Type.Assembly.Location, network.Type.FullName!).Declaration, network.Size);
        var imported = network.Exported(new RepeatedTensors(network.Description.Tensors), path =>
            CanonicalCode.Of(NetworkDeclarations.Check(OnnxImport.Run(ModelReader.Read(path)), "Network").Declaration));
        Assert.Equal(declared, imported);
    }

    [PeerTheory]
    [MemberData(nameof(Networks))]
    public void Gives_the_same_in_ONNX_Runtime_and_imported_again(string name)
    {
        var network = new ZooNetwork(name);
        var weights = new RepeatedTensors(network.Description.Tensors);
        var pixels = Reference.RandomSource.ToSingle(new Reference.RandomSource(11).NextValues((int)network.Input.Length, -1.5, 1.5));
        var planes = Planes.Of(pixels, network.Input.Channels);
        network.Exported(weights, path =>
        {
            var imported = OnnxImport.Run(ModelReader.Read(path));
            using var compiled = CompiledNetwork.Compile(imported, CancellationToken.None);
            var again = ModelRun.Run(imported, compiled, ConstantTensor.Of("x", [.. imported.InputDimensions], planes));
            var own = network.Run(weights, pixels, [.. again.Select(tensor => (int)tensor.Length)]);
            for (var i = 0; i < again.Length; i++)
            {
                var expected = Planes.Of(own[i], (int)again[i].Dimensions[1]);
                Assert.True(expected.AsSpan().SequenceEqual(again[i].Floats), $"Imported again, output '{again[i].Name}' differs.");
                using var session = new OrtSession(Api.Value, path, threads: 2, again[i].Name, i);
                planes.CopyTo(session.Input);
                session.Run();
                var error = Planes.Error(session.Output, expected);
                Assert.True(error <= PeerTolerance, $"The largest difference is {error:G3} of the output's root mean square; {PeerTolerance:G3} is allowed.");
            }

            return true;
        });
    }

    /// <summary>A network of the zoo at one size of image.</summary>
    private sealed class ZooNetwork
    {
        public ZooNetwork(string name)
        {
            Type = typeof(Zoo.ResNet18).Assembly.GetType($"Zoo.{name}", throwOnError: true)!;
            Description = OnnxNetwork.Of(Type);
            if (Sizes.TryGetValue(name, out var size)) Size = size;
            else if (Description.Input is null) Size = (9, 8);
            var channels = (int)Type.GetField("InputChannels")!.GetValue(null)!;
            Input = Size is { } image ? new MapSize(image.Height, image.Width, channels) : Description.Input!.Value;
        }

        public Type Type { get; }

        public OnnxNetwork Description { get; }

        /// <summary>The size of the image; null for the declared one.</summary>
        public (int Height, int Width)? Size { get; }

        public MapSize Input { get; }

        /// <summary>Writes the network and uses the file.</summary>
        public T Exported<T>(ITensorSource weights, Func<string, T> use)
        {
            var path = Path.Combine(Path.GetTempPath(), $"netgen-{Guid.NewGuid():n}.onnx");
            try
            {
                if (Size is { } size) Description.ExportFullyConvolutional(path, weights, size.Height, size.Width);
                else Description.Export(path, weights);
                return use(path);
            }
            finally
            {
                File.Delete(path);
            }
        }

        /// <summary>What the class itself gives.</summary>
        public float[][] Run(ITensorSource weights, float[] pixels, int[] lengths)
        {
            var instance = Type.GetMethod("Load", [typeof(ITensorSource)])!.Invoke(null, [weights])!;
            if (Size is not null && Type.GetMethod("ToFullyConvolutional") is { } convert) instance = convert.Invoke(instance, null)!;
            var forward = instance.GetType().GetMethod("Forward")!;
            float[][] outputs = [.. lengths.Select(length => new float[length])];
            if (Size is { } size)
            {
                if (lengths.Length == 1) forward.CreateDelegate<OneOfAnySize>(instance)(pixels, size.Height, size.Width, outputs[0]);
                else forward.CreateDelegate<TwoOfAnySize>(instance)(pixels, size.Height, size.Width, outputs[0], outputs[1]);
            }
            else if (lengths.Length == 1)
            {
                forward.CreateDelegate<One>(instance)(pixels, outputs[0]);
            }
            else
            {
                forward.CreateDelegate<Two>(instance)(pixels, outputs[0], outputs[1]);
            }

            return outputs;
        }
    }
}
