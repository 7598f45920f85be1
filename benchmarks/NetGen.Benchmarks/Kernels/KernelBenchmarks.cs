using BenchmarkDotNet.Attributes;

namespace NetGen.Benchmarks.Kernels;

/// <summary>Kernels one by one, on one thread, at sizes of VGG-16 and MobileNet.</summary>
[MemoryDiagnoser]
public class KernelBenchmarks
{
    private readonly Winograd256 _winograd = Winograd256.Create(1);
    private readonly Direct256 _direct256 = Direct256.Create(1);
    private readonly Direct64 _direct64 = Direct64.Create(1);
    private readonly Direct128 _direct128 = Direct128.Create(1);
    private readonly Direct512 _direct512 = Direct512.Create(1);
    private readonly SmallDirect512 _smallDirect512 = SmallDirect512.Create(1);
    private readonly SmallWinograd512 _smallWinograd512 = SmallWinograd512.Create(1);
    private readonly FirstLayer _firstLayer = FirstLayer.Create(1);
    private readonly Pointwise512 _pointwise = Pointwise512.Create(1);
    private readonly Depthwise128 _depthwise = Depthwise128.Create(1);
    private readonly Dense25088 _dense = Dense25088.Create(1);
    private readonly MaxPool2 _maxPool = MaxPool2.Create(1);
    private readonly AveragePool3 _averagePool = AveragePool3.Create(1);
    private readonly Upsample2 _upsample = Upsample2.Create(1);

    // Large enough for the largest map of all.
    private readonly float[] _input = Filled(224 * 224 * 64);
    private readonly float[] _output = new float[224 * 224 * 64];

    /// <summary>Multiply-adds of the direct sum, of kernels that have any, by the method's name.</summary>
    internal static IReadOnlyDictionary<string, long> MultiplyAdds { get; } = new Dictionary<string, long>
    {
        [nameof(Conv3x3Winograd256)] = Winograd256.MultiplyAdds,
        [nameof(Conv3x3Direct64)] = Direct64.MultiplyAdds,
        [nameof(Conv3x3Direct128)] = Direct128.MultiplyAdds,
        [nameof(Conv3x3Direct256)] = Direct256.MultiplyAdds,
        [nameof(Conv3x3Direct512)] = Direct512.MultiplyAdds,
        [nameof(Conv3x3SmallDirect512)] = SmallDirect512.MultiplyAdds,
        [nameof(Conv3x3SmallWinograd512)] = SmallWinograd512.MultiplyAdds,
        [nameof(Conv3x3FirstLayer)] = FirstLayer.MultiplyAdds,
        [nameof(Conv1x1)] = Pointwise512.MultiplyAdds,
        [nameof(Depthwise3x3)] = Depthwise128.MultiplyAdds,
        [nameof(Dense)] = Dense25088.MultiplyAdds,
    };

    /// <summary>One thread, so that figures are of kernels alone.</summary>
    [GlobalSetup]
    public void UseOneThread() =>
        _winograd.Threads = _direct256.Threads = _direct64.Threads = _direct128.Threads = _direct512.Threads = _smallDirect512.Threads = _smallWinograd512.Threads = _firstLayer.Threads = _pointwise.Threads = _depthwise.Threads = _dense.Threads
            = _maxPool.Threads = _averagePool.Threads = _upsample.Threads = 1;

    /// <summary>3×3, 256 → 256 channels at 56×56 by Winograd's F(4×4).</summary>
    [Benchmark]
    public void Conv3x3Winograd256() => _winograd.Forward(_input.AsSpan(0, Winograd256.InputLength), _output.AsSpan(0, Winograd256.OutputLength));

    /// <summary>The same by the direct sum.</summary>
    [Benchmark]
    public void Conv3x3Direct256() => _direct256.Forward(_input.AsSpan(0, Direct256.InputLength), _output.AsSpan(0, Direct256.OutputLength));

    /// <summary>3×3, 64 → 64 channels at 224×224 by the direct sum.</summary>
    [Benchmark]
    public void Conv3x3Direct64() => _direct64.Forward(_input.AsSpan(0, Direct64.InputLength), _output.AsSpan(0, Direct64.OutputLength));

    /// <summary>3×3, 128 → 128 channels at 112×112 by the direct sum.</summary>
    [Benchmark]
    public void Conv3x3Direct128() => _direct128.Forward(_input.AsSpan(0, Direct128.InputLength), _output.AsSpan(0, Direct128.OutputLength));

    /// <summary>3×3, 512 → 512 channels at 28×28 by the direct sum.</summary>
    [Benchmark]
    public void Conv3x3Direct512() => _direct512.Forward(_input.AsSpan(0, Direct512.InputLength), _output.AsSpan(0, Direct512.OutputLength));

    /// <summary>3×3, 512 → 512 channels at 7×7 by the direct sum.</summary>
    [Benchmark]
    public void Conv3x3SmallDirect512() => _smallDirect512.Forward(_input.AsSpan(0, SmallDirect512.InputLength), _output.AsSpan(0, SmallDirect512.OutputLength));

    /// <summary>The same by Winograd's F(2×2).</summary>
    [Benchmark]
    public void Conv3x3SmallWinograd512() => _smallWinograd512.Forward(_input.AsSpan(0, SmallWinograd512.InputLength), _output.AsSpan(0, SmallWinograd512.OutputLength));

    /// <summary>3×3, 3 → 64 channels at 224×224.</summary>
    [Benchmark]
    public void Conv3x3FirstLayer() => _firstLayer.Forward(_input.AsSpan(0, FirstLayer.InputLength), _output.AsSpan(0, FirstLayer.OutputLength));

    /// <summary>1×1, 512 → 512 channels at 28×28.</summary>
    [Benchmark]
    public void Conv1x1() => _pointwise.Forward(_input.AsSpan(0, Pointwise512.InputLength), _output.AsSpan(0, Pointwise512.OutputLength));

    /// <summary>3×3 of each of 128 channels at 56×56.</summary>
    [Benchmark]
    public void Depthwise3x3() => _depthwise.Forward(_input.AsSpan(0, Depthwise128.InputLength), _output.AsSpan(0, Depthwise128.OutputLength));

    /// <summary>25,088 → 4,096 features.</summary>
    [Benchmark]
    public void Dense() => _dense.Forward(_input.AsSpan(0, Dense25088.InputLength), _output.AsSpan(0, Dense25088.OutputLength));

    /// <summary>2×2, stride 2, 128 channels at 112×112.</summary>
    [Benchmark]
    public void MaxPool() => _maxPool.Forward(_input.AsSpan(0, MaxPool2.InputLength), _output.AsSpan(0, MaxPool2.OutputLength));

    /// <summary>3×3, stride 2, 128 channels at 112×112.</summary>
    [Benchmark]
    public void AveragePool() => _averagePool.Forward(_input.AsSpan(0, AveragePool3.InputLength), _output.AsSpan(0, AveragePool3.OutputLength));

    /// <summary>×2, 128 channels at 56×56.</summary>
    [Benchmark]
    public void Upsample() => _upsample.Forward(_input.AsSpan(0, Upsample2.InputLength), _output.AsSpan(0, Upsample2.OutputLength));

    private static float[] Filled(int length)
    {
        var random = new Random(3);
        var values = new float[length];
        for (var i = 0; i < length; i++) values[i] = (random.NextSingle() * 2) - 1;
        return values;
    }
}
