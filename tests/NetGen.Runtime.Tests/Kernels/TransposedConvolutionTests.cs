using NetGen.Kernels;
using NetGen.Reference;

namespace NetGen.Runtime.Tests.Kernels;

public sealed class TransposedConvolutionTests
{
    public static TheoryData<int> Seeds => WindowCase.Seeds(150);

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Equals_the_reference(int seed)
    {
        var random = new RandomSource((ulong)seed);
        var (test, outputPad, expected, x) = Next(random);
        var weights = Pack(test);
        var window = test.Geometry.Window;
        KernelRun.AssertClose(x, expected, Tolerance.DirectSum, $"{test}, output pad {outputPad}", (input, output) =>
            TransposedConvolution.Run(
                input, new(x.Height, x.Width, x.Channels), weights, window,
                output, new(expected.Height, expected.Width, expected.Channels), default(Identity), 1 + seed % 3));
    }

    [Fact]
    public void Outputs_that_no_input_reaches_are_the_activation_of_the_bias()
    {
        var weights = ConvolutionWeights.Allocate(1, 1, 1, 1, 1);
        weights.SetOutput(0, [2]);
        weights.SetBias([-3]);
        var window = new WindowCase(2, 2, WindowSpec.Square(1, stride: 3)).Window;
        var y = KernelRun.Output([1, 2, 3, 4], 25, (input, output) =>
            TransposedConvolution.Run(input, new(2, 2, 1), weights, window, output, new(5, 5, 1), new LeakyRelu(0.5f), 1));
        for (var i = 0; i < y.Length; i++)
        {
            var expected = i switch { 0 => -0.5f, 3 => 1, 15 => 3, 18 => 5, _ => -1.5f };
            Assert.Equal(expected, y[i]);
        }
    }

    /// <summary>A case whose padding leaves an output.</summary>
    private static (ConvolutionCase Test, int OutputPad, Map Expected, Map Input) Next(RandomSource random)
    {
        while (true)
        {
            var groups = random.NextInt(0, 2) == 0 ? random.NextInt(2, 3) : 1;
            var geometry = WindowCase.Next(random) with { Height = random.NextInt(1, 9), Width = random.NextInt(1, 9) };
            var spec = geometry.Spec with { Same = false, Ceil = false };
            var (inputs, outputs) = (groups * WindowCase.NextChannels(random), groups * WindowCase.NextChannels(random));
            var test = ConvolutionCase.Next(random, geometry with { Spec = spec }, inputs, outputs, groups);
            var outputPad = random.NextInt(0, 2);
            var rows = (geometry.Height - 1) * spec.StrideHeight + spec.Rows.Extent - spec.PadTop - spec.PadBottom + outputPad;
            var columns = (geometry.Width - 1) * spec.StrideWidth + spec.Columns.Extent - spec.PadLeft - spec.PadRight + outputPad;
            if (rows < 1 || columns < 1) continue;
            var x = random.NextMap(geometry.Height, geometry.Width, inputs);
            return (test, outputPad, ConvTranspose.Run(x, test.Weight, test.Bias, spec, outputs, groups, outputPad, outputPad), x);
        }
    }

    /// <summary>Packs weights whose order is (in, out/groups, kernel height, kernel width).</summary>
    internal static ConvolutionWeights Pack(ConvolutionCase test)
    {
        var (rows, columns) = (test.Geometry.Spec.KernelHeight, test.Geometry.Spec.KernelWidth);
        var (groupIn, groupOut) = (test.InChannels / test.Groups, test.OutChannels / test.Groups);
        var weights = ConvolutionWeights.Allocate(test.OutChannels, test.InChannels, test.Groups, rows, columns);
        for (var input = 0; input < test.InChannels; input++)
            for (var output = 0; output < groupOut; output++)
                for (var ky = 0; ky < rows; ky++)
                    for (var kx = 0; kx < columns; kx++)
                    {
                        var value = (float)test.Weight[((input * groupOut + output) * rows + ky) * columns + kx];
                        weights.Set(input / groupIn * groupOut + output, input % groupIn, ky, kx, value);
                    }

        weights.SetBias(RandomSource.ToSingle(test.Bias));
        return weights;
    }
}
