using NetGen.Kernels;
using NetGen.Reference;

namespace NetGen.Runtime.Tests.Kernels;

/// <summary>Weights in PyTorch's order (out, in/groups, kernel height, kernel width), and the same packed.</summary>
internal sealed record ConvolutionCase(WindowCase Geometry, int InChannels, int OutChannels, int Groups, double[] Weight, double[] Bias)
{
    public static ConvolutionCase Next(RandomSource random)
    {
        var geometry = WindowCase.Next(random);
        var groups = random.NextInt(0, 2) == 0 ? random.NextInt(2, 4) : 1;
        return Next(random, geometry, groups * WindowCase.NextChannels(random), groups * WindowCase.NextChannels(random), groups);
    }

    public static ConvolutionCase Next(RandomSource random, WindowCase geometry, int inChannels, int outChannels, int groups)
    {
        var filter = inChannels / groups * geometry.Spec.KernelHeight * geometry.Spec.KernelWidth;
        return new(geometry, inChannels, outChannels, groups, random.NextValues(outChannels * filter), random.NextValues(outChannels));
    }

    public ConvolutionWeights Pack()
    {
        var packed = ConvolutionWeights.Allocate(OutChannels, InChannels, Groups, Geometry.Spec.KernelHeight, Geometry.Spec.KernelWidth);
        for (var o = 0; o < OutChannels; o++) packed.SetOutput(o, Filter(o));
        packed.SetBias(RandomSource.ToSingle(Bias));
        return packed;
    }

    /// <summary>The filter of an output channel, by kernel row, kernel column and input channel.</summary>
    public float[] Filter(int output)
    {
        var (rows, columns, inputs) = (Geometry.Spec.KernelHeight, Geometry.Spec.KernelWidth, InChannels / Groups);
        var filter = new float[rows * columns * inputs];
        for (var i = 0; i < inputs; i++)
            for (var ky = 0; ky < rows; ky++)
                for (var kx = 0; kx < columns; kx++)
                    filter[(ky * columns + kx) * inputs + i] = (float)Weight[((output * inputs + i) * rows + ky) * columns + kx];
        return filter;
    }

    public override string ToString() => $"{Geometry}, {InChannels} → {OutChannels} channels in {Groups} groups";
}
