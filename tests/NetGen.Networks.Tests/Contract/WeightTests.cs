using NetGen.Reference;

namespace NetGen.Networks.Tests.Contract;

/// <summary>The ways that weights come in.</summary>
public sealed class WeightTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory().FullName;
    private readonly RandomTensors _weights = new(EveryWeight.Tensors);
    private readonly Image _image = Image.Random(14, 11, 3);

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void EveryWayToLoadGivesTheSameNetwork()
    {
        var expected = Run(EveryWeight.Load(_weights));
        Comparison.Close(expected, new Oracle(typeof(EveryWeight), _weights).RunFixed(_image.ToMap()), Tolerance.Network);

        var safetensors = Path.Combine(_folder, "weights.safetensors");
        SafeTensors.Write(safetensors, _weights.All);
        Bits.Equal(expected, Run(EveryWeight.Load(safetensors)), ".safetensors:");

        var npz = Path.Combine(_folder, "weights.npz");
        using (var file = File.Create(npz)) NpzFile.Write(file, _weights.All);
        Bits.Equal(expected, Run(EveryWeight.Load(npz)), ".npz:");

        using (var stream = File.OpenRead(safetensors)) Bits.Equal(expected, Run(EveryWeight.Load(stream)), ".safetensors stream:");
        using (var stream = File.OpenRead(npz)) Bits.Equal(expected, Run(EveryWeight.Load(stream)), ".npz stream:");
        using (var source = SafeTensors.Open(safetensors)) Bits.Equal(expected, Run(EveryWeight.Load(source)), "open file:");
    }

    [Fact]
    public void ANetworkDoesNotHoldItsFileOpen()
    {
        var path = Path.Combine(_folder, "weights.safetensors");
        SafeTensors.Write(path, _weights.All);
        var net = EveryWeight.Load(path);
        File.Delete(path);
        Assert.All(Run(net), value => Assert.True(float.IsFinite(value)));
    }

    [Fact]
    public void TensorFlowFilesLoadInTensorFlowsOrder()
    {
        var weights = new RandomTensors(MobileNetNarrow.Tensors);
        var path = Path.Combine(_folder, "mobilenet.npz");
        using (var file = File.Create(path)) NpzFile.Write(file, new TensorFlowOrder(weights).All);
        var image = Image.Random(32, 32, 3);
        Comparison.Close(
            Forms.Run(MobileNetNarrow.Load(path).Forward, MobileNetNarrow.OutputSize, image.Values, 32, 32),
            new Oracle(typeof(MobileNetNarrow), weights).RunAnySize(image.ToMap()),
            Tolerance.Network);
    }

    [Fact]
    public void AStaticFieldOfTheClassMayHoldANetwork()
    {
        Assert.Equal(HeldInAStaticField.Tensors.Length, HeldInAStaticField.TensorCount);
        var (expected, held) = (new float[HeldInAStaticField.OutputLength], new float[HeldInAStaticField.OutputLength]);
        float[] image = [.. Image.Random(4, 4, 2).Values];
        HeldInAStaticField.Create(3).Forward(image, expected);
        HeldInAStaticField.Shared.Forward(image, held);
        Bits.Equal(expected, held);
    }

    [Fact]
    public void CreateIsDeterministicAndDependsOnTheSeed()
    {
        Bits.Equal(Run(EveryWeight.Create(11)), Run(EveryWeight.Create(11)));
        Assert.NotEqual(Run(EveryWeight.Create(11)), Run(EveryWeight.Create(12)));
    }

    [Fact]
    public void AllFaultsOfWeightsAreListedAtOnce()
    {
        var path = Path.Combine(_folder, "wrong.safetensors");
        SafeTensors.Write(path, _weights.All.Where(tensor => tensor.Spec.Name != "fc.bias").Select(tensor => tensor.Spec.Name switch
        {
            "stem.weight" => (tensor.Spec with { Shape = [8, 3, 9] }, tensor.Values),
            "up.bias" => (tensor.Spec, new float[] { 0, 0, float.NaN, 0, 0, 0 }),
            _ => tensor,
        }).Append((new TensorSpec("stem.bias", [8]), new float[8])));
        var exception = Assert.Throws<WeightsException>(() => EveryWeight.Load(path));
        Assert.Equal(4, exception.Faults.Count);
        foreach (var name in new[] { "fc.bias", "stem.weight", "up.bias", "stem.bias" })
            Assert.Contains(exception.Faults, fault => fault.Contains(name, StringComparison.Ordinal));
    }

    [Fact]
    public void BatchNormalisationFoldedIntoItsNeighboursIsTheSame()
    {
        var weights = new RandomTensors(BatchNorms.Tensors);
        var image = Image.Random(9, 8, 3);
        var expected = new Oracle(typeof(BatchNorms), weights).RunFixed(image.ToMap());
        Comparison.Close(Forms.Run(BatchNorms.Load(weights).Forward, image.Values, BatchNorms.OutputLength), expected, Tolerance.Network);
    }

    private float[] Run(EveryWeight net) => Forms.Run(net.Forward, _image.Values, EveryWeight.OutputLength);
}

[Network]
[Input(4, 4, 2)]
[Conv(3, 4, Groups = 2), Relu]
[Dense(3)]
public sealed partial class HeldInAStaticField
{
    public static readonly HeldInAStaticField Shared = Create(3);

    public static int TensorCount { get; } = Tensors.Length;
}
