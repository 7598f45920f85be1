using System.Runtime.CompilerServices;
using NetGen.Kernels;
using NetGen.Reference;

namespace NetGen.Runtime.Tests.Kernels;

/// <summary>What drives the tiles of a convolution over a map, with tiles that compute one sum after the other: every tap that they read must be there.</summary>
public sealed class TiledConvolutionTests
{
    public static TheoryData<int> Seeds => WindowCase.Seeds(200);

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Equals_the_reference(int seed)
    {
        var random = new RandomSource((ulong)seed);
        var geometry = WindowCase.Next(random);
        var test = ConvolutionCase.Next(random, geometry, random.NextInt(1, 9), random.NextInt(1, 20), groups: 1);
        var x = random.NextMap(geometry.Height, geometry.Width, test.InChannels);
        var expected = Conv.Run(x, test.Weight, test.Bias, geometry.Spec, test.OutChannels);
        var tiles = new ScalarTiles(Shape(test, pixels: random.NextInt(1, 12), planar: seed % 2 == 1));
        KernelRun.AssertClose(x, expected, Tolerance.DirectSum, test, Run(tiles, test, (geometry.OutputHeight, geometry.OutputWidth), threads: 1 + seed % 3));
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Pools_what_a_pool_after_it_would(int seed)
    {
        var random = new RandomSource((ulong)seed);
        var geometry = WindowCase.Next(random);
        if (geometry is not { OutputHeight: > 1, OutputWidth: > 1 }) return;
        var test = ConvolutionCase.Next(random, geometry, random.NextInt(1, 9), random.NextInt(1, 20), groups: 1);
        var x = random.NextMap(geometry.Height, geometry.Width, test.InChannels);
        var expected = Reference.MaxPool.Run(Conv.Run(x, test.Weight, test.Bias, geometry.Spec, test.OutChannels), WindowSpec.Square(2, stride: 2));
        var tiles = new ScalarTiles(Shape(test, pixels: 2 * random.NextInt(1, 6), planar: seed % 2 == 1) with { PoolsMaxima = true });
        KernelRun.AssertClose(x, expected, Tolerance.DirectSum, test, Run(tiles, test, (expected.Height, expected.Width), threads: 1 + seed % 3));
    }

    [Theory]
    [InlineData(2, 3, false)]
    [InlineData(2, 3, true)]
    [InlineData(2, 4, true)]
    [InlineData(3, 3, false)]
    [InlineData(3, 5, true)]
    [InlineData(4, 7, false)]
    [InlineData(4, 1, true)]
    public void Equals_the_convolution_of_the_enlarged_map(int scale, int kernel, bool joinsColumns)
    {
        var random = new RandomSource((ulong)(10 * scale + kernel));
        foreach (var (height, width) in new[] { (1, 1), (2, 3), (5, 13), (7, 30) })
        {
            for (var pad = 0; pad < kernel; pad++)
            {
                var spec = new WindowSpec(kernel, kernel) { PadTop = pad, PadBottom = kernel - 1 - pad, PadLeft = kernel - 1 - pad, PadRight = pad };
                var geometry = new WindowCase(scale * height, scale * width, spec);
                var test = ConvolutionCase.Next(random, geometry, 5, 3, groups: 1);
                var x = random.NextMap(height, width, 5);
                var enlarged = Reference.Upsample.Nearest(x, scale);
                var expected = Conv.Run(enlarged, test.Weight, test.Bias, spec, 3);
                var weights = EnlargedWeights.Allocate(scale, joinsColumns, 3, 5, kernel, kernel, spec.PadTop, spec.PadLeft);
                for (var output = 0; output < 3; output++) weights.SetOutput(output, test.Filter(output));
                weights.SetBias(RandomSource.ToSingle(test.Bias));
                var phase = weights.Phases[0];
                var shape = new TileShape(5, phase.OutChannels, phase.KernelHeight, phase.KernelWidth, Pixels: 4, OutputStep: joinsColumns ? 1 : scale, Planar: pad % 2 == 1);
                KernelRun.AssertClose(x, expected, Tolerance.DirectSum, $"{test}, enlarged {scale} times", (input, output) => TiledConvolution.RunEnlarged(
                    new ScalarTiles(shape), input, new(height, width, 5), weights, output, new(scale * height, scale * width, 3), threads: 2));
            }
        }
    }

    [Fact]
    public void Sums_of_weights_are_rounded_once()
    {
        // One after the other, in single precision, the second and the third would be lost.
        var weights = EnlargedWeights.Allocate(3, joinsColumns: false, 1, 1, 1, 3, 0, 0);
        weights.SetOutput(0, [1, 0.6f / (1 << 24), 0.6f / (1 << 24)]);
        unsafe
        {
            Assert.Equal(MathF.BitIncrement(1), weights.Phases[0].Filters[0]);
        }
    }

    [Fact]
    public void Refuses_tiles_of_another_layer()
    {
        var test = ConvolutionCase.Next(new RandomSource(1), new WindowCase(8, 9, WindowSpec.Square(3)), 4, 6, groups: 1);
        var shape = Shape(test, pixels: 4);
        foreach (var other in new[]
        {
            shape with { InChannels = 5 }, shape with { OutChannels = 7 }, shape with { KernelHeight = 2 }, shape with { KernelWidth = 4 },
            shape with { StrideWidth = 2 }, shape with { DilationWidth = 2 }, shape with { Pixels = 10_000 },
        })
        {
            Assert.Throws<ArgumentException>(() => KernelRun.Output(new float[8 * 9 * 4], 6 * 7 * 6, Run(new ScalarTiles(other), test, (6, 7), threads: 1)));
        }
    }

    /// <summary>So many pixels, or as many as the buffer for borders has room for, in twos.</summary>
    private static TileShape Shape(ConvolutionCase test, int pixels, bool planar = false)
    {
        var spec = test.Geometry.Spec;
        var shape = new TileShape(test.InChannels, test.OutChannels, spec.KernelHeight, spec.KernelWidth, pixels, spec.StrideWidth, spec.DilationWidth, Planar: planar);
        var rows = (spec.KernelHeight - 1) * spec.DilationHeight + 1 + spec.StrideHeight;
        while (shape.Pixels > 2 && rows * shape.RowLength(shape.Pixels) > 4096) shape = shape with { Pixels = shape.Pixels - 2 };
        return shape;
    }

    private static Kernel Run(ScalarTiles tiles, ConvolutionCase test, (int Height, int Width) output, int threads)
    {
        var weights = test.Pack();
        return (x, y) => TiledConvolution.Run(
            tiles, x, new(test.Geometry.Height, test.Geometry.Width, test.InChannels), weights, test.Geometry.Window,
            y, new(output.Height, output.Width, test.OutChannels), threads);
    }

    /// <summary>Tiles as the generator's, but of scalars, and for any shape.</summary>
    internal sealed class ScalarTiles(TileShape shape) : ConvolutionTiles(shape)
    {
        public override void Run(in TileBand band)
        {
            for (var row = 0; row < band.Rows; row++)
                for (var column = 0; column < band.Columns; column += Shape.Pixels)
                {
                    var first = Math.Min(column, band.Columns - Shape.Pixels);
                    for (var pixel = first; pixel < first + Shape.Pixels; pixel++)
                        for (var channel = 0; channel < Shape.OutChannels; channel++) Store(band, row, pixel, channel, Sum(band, row, pixel, channel));
                }
        }

        private float Sum(in TileBand band, int row, int pixel, int channel)
        {
            var sum = Unsafe.Add(ref band.Bias, channel);
            var filter = channel / 8 * Shape.KernelHeight * Shape.KernelWidth * Shape.InChannels * 8 + channel % 8;
            for (var kernelRow = 0; kernelRow < Shape.KernelHeight; kernelRow++)
                for (var kernelColumn = 0; kernelColumn < Shape.KernelWidth; kernelColumn++)
                    for (var input = 0; input < Shape.InChannels; input++, filter += 8)
                    {
                        var tap = Shape.Planar
                            ? (input * Shape.StrideWidth + kernelColumn * Shape.DilationWidth % Shape.StrideWidth) * band.Line + pixel + kernelColumn * Shape.DilationWidth / Shape.StrideWidth
                            : pixel * Shape.StrideWidth * Shape.InChannels + kernelColumn * band.KernelColumn + input;
                        sum += Unsafe.Add(ref band.Input, row * band.InputRow + kernelRow * band.KernelRow + tap) * Unsafe.Add(ref band.Filters, filter);
                    }

            return sum;
        }

        private void Store(in TileBand band, int row, int pixel, int channel, float sum)
        {
            var together = Shape.PoolsMaxima ? 2 : 1;
            ref var output = ref Unsafe.Add(
                ref band.Output, row / together * band.OutputRow + pixel / together * Shape.OutputStep * Shape.OutChannels + channel);
            output = Shape.PoolsMaxima && (row % 2 == 1 || pixel % 2 == 1) ? Math.Max(output, sum) : sum;
        }
    }
}
