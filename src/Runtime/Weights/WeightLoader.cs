using System.ComponentModel;

namespace NetGen.Kernels;

/// <summary>
/// Reads a network's weights, folds batch normalisations into them and packs them for the kernels. Called by generated code. A fault does
/// not stop it, so that <see cref="ThrowIfFaulty"/> at the end lists all of them; what is returned must not be used before that.
/// </summary>
/// <remarks>Not for several threads at once.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed partial class WeightLoader
{
    private readonly ITensorSource _source;
    private readonly WeightOrder _order;
    private readonly List<string> _faults = [];
    private readonly HashSet<string> _listed = new(StringComparer.Ordinal);
    private readonly Dictionary<string, TensorSpec> _stored = new(StringComparer.Ordinal);

    private readonly Dictionary<string, TensorSpec> _declared = new(StringComparer.Ordinal);

    // Those with a fault that has been listed.
    private readonly HashSet<string> _unusable = new(StringComparer.Ordinal);

    /// <summary>Checks the names and shapes of all tensors.</summary>
    /// <param name="source">The weights.</param>
    /// <param name="expected">The network's tensors, in PyTorch's order.</param>
    /// <param name="order">The order of the source's tensors.</param>
    public WeightLoader(ITensorSource source, ReadOnlySpan<TensorSpec> expected, WeightOrder order)
    {
        ArgumentNullException.ThrowIfNull(source);
        (_source, _order) = (source, order);
        foreach (var fault in source.Faults) AddFault(fault);
        foreach (var spec in source.Tensors)
        {
            if (!_stored.TryAdd(spec.Name, spec)) AddFault($"{Names.Quote(spec.Name)} appears twice.");
        }
        foreach (var spec in expected)
        {
            _declared.Add(spec.Name, spec);
            CheckShape(spec);
        }
        foreach (var spec in source.Tensors)
        {
            if (!_declared.ContainsKey(spec.Name) && !IsCounter(spec.Name))
                AddFault($"{Names.Quote(spec.Name)} {Names.Shape(spec.Shape)} belongs to no layer.");
        }
    }

    /// <summary>What is wrong so far, one sentence each.</summary>
    public IReadOnlyList<string> Faults => _faults;

    /// <summary>To be called when everything has been loaded, before any of it is used.</summary>
    /// <exception cref="WeightsException">Something is wrong with the weights. Everything is listed.</exception>
    public void ThrowIfFaulty()
    {
        if (_faults.Count > 0) throw new WeightsException(_source.ToString() ?? _source.GetType().Name, [.. _faults]);
    }

    /// <summary>The filters of a convolution, <c>name.weight</c>, and its bias, <c>name.bias</c>.</summary>
    /// <param name="name">The layer's name.</param>
    /// <param name="outChannels">Channels of the output.</param>
    /// <param name="inChannels">Channels of the input.</param>
    /// <param name="groups">Groups of channels that do not see each other.</param>
    /// <param name="kernelHeight">Taps over rows.</param>
    /// <param name="kernelWidth">Taps over columns.</param>
    /// <param name="bias">Whether there is a bias.</param>
    /// <param name="batchNorm">The normalisation of the output, if any.</param>
    public ConvolutionWeights Convolution(
        string name, int outChannels, int inChannels, int groups, int kernelHeight, int kernelWidth,
        bool bias, BatchNormFold? batchNorm = null)
    {
        var weights = ConvolutionWeights.Allocate(outChannels, inChannels, groups, kernelHeight, kernelWidth);
        var shape = new FilterShape(outChannels, groups, inChannels / groups, kernelHeight * kernelWidth);
        Load(name, shape, IsFilters(groups), Straight, bias, batchNorm, weights.SetOutput, weights.SetBias);
        return weights;
    }

    /// <summary>The filters of a convolution of 3×3, 5×5 or 7×7, transformed for the Winograd algorithm that is fastest on large maps, and its bias.</summary>
    /// <inheritdoc cref="Convolution"/>
    public WinogradWeights Winograd(
        string name, int outChannels, int inChannels, int groups, int kernelHeight, int kernelWidth, bool bias, BatchNormFold? batchNorm = null) =>
        WinogradWeights.From(Convolution(name, outChannels, inChannels, groups, kernelHeight, kernelWidth, bias, batchNorm));

    /// <summary>The filters of a 3×3 convolution, transformed for Winograd's F(2×2, 3×3), and its bias.</summary>
    /// <inheritdoc cref="Convolution"/>
    public WinogradWeights SmallWinograd(
        string name, int outChannels, int inChannels, int groups, int kernelHeight, int kernelWidth, bool bias, BatchNormFold? batchNorm = null) =>
        WinogradWeights.From(Convolution(name, outChannels, inChannels, groups, kernelHeight, kernelWidth, bias, batchNorm), outputSize: 2);

    /// <summary>The filters of a convolution over a map that is enlarged before, as filters over the small map, and its bias.</summary>
    /// <param name="name">The layer's name.</param>
    /// <param name="outChannels">Channels of the output.</param>
    /// <param name="inChannels">Channels of the input.</param>
    /// <param name="kernelHeight">Taps over rows.</param>
    /// <param name="kernelWidth">Taps over columns.</param>
    /// <param name="padTop">Rows added at the top of the enlarged map.</param>
    /// <param name="padLeft">Columns added at its left.</param>
    /// <param name="scale">The factor by which the map is enlarged.</param>
    /// <param name="joinsColumns">Whether the outputs along a row that meet the same pixel are computed together.</param>
    /// <param name="bias">Whether there is a bias.</param>
    /// <param name="batchNorm">The normalisation of the output, if any.</param>
    public EnlargedWeights EnlargedConvolution(
        string name, int outChannels, int inChannels, int kernelHeight, int kernelWidth, int padTop, int padLeft, int scale, bool joinsColumns,
        bool bias, BatchNormFold? batchNorm = null)
    {
        var weights = EnlargedWeights.Allocate(scale, joinsColumns, outChannels, inChannels, kernelHeight, kernelWidth, padTop, padLeft);
        var shape = new FilterShape(outChannels, 1, inChannels, kernelHeight * kernelWidth);
        Load(name, shape, IsFilters(1), Straight, bias, batchNorm, weights.SetOutput, weights.SetBias);
        return weights;
    }

    /// <summary>The filters of a convolution with a group per channel, and its bias.</summary>
    /// <param name="name">The layer's name.</param>
    /// <param name="channels">Channels of the input, and of the output.</param>
    /// <param name="kernelHeight">Taps over rows.</param>
    /// <param name="kernelWidth">Taps over columns.</param>
    /// <param name="bias">Whether there is a bias.</param>
    /// <param name="batchNorm">The normalisation of the output, if any.</param>
    public DepthwiseWeights Depthwise(
        string name, int channels, int kernelHeight, int kernelWidth, bool bias, BatchNormFold? batchNorm = null)
    {
        var weights = DepthwiseWeights.Allocate(channels, kernelHeight, kernelWidth);
        var shape = new FilterShape(channels, channels, 1, kernelHeight * kernelWidth);
        Load(name, shape, IsFilters(channels), Straight, bias, batchNorm, weights.SetOutput, weights.SetBias);
        return weights;
    }

    /// <summary>
    /// The filters of a transposed convolution, one per output channel, and its bias. Taps are not flipped: tap (ky, kx) is what input
    /// pixel (y, x) adds to output pixel (stride·y + dilation·ky − pad, …).
    /// </summary>
    /// <param name="name">The layer's name.</param>
    /// <param name="outChannels">Channels of the output.</param>
    /// <param name="inChannels">Channels of the input.</param>
    /// <param name="groups">Groups of channels that do not see each other.</param>
    /// <param name="kernelHeight">Taps over rows.</param>
    /// <param name="kernelWidth">Taps over columns.</param>
    /// <param name="bias">Whether there is a bias.</param>
    /// <param name="batchNorm">The normalisation of the output, if any.</param>
    public ConvolutionWeights TransposedConvolution(
        string name, int outChannels, int inChannels, int groups, int kernelHeight, int kernelWidth,
        bool bias, BatchNormFold? batchNorm = null)
    {
        var weights = ConvolutionWeights.Allocate(outChannels, inChannels, groups, kernelHeight, kernelWidth);
        var shape = new FilterShape(outChannels, groups, inChannels / groups, kernelHeight * kernelWidth);
        FilterReader reader = _order == WeightOrder.PyTorch ? FilterReaders.PyTorchTransposed : FilterReaders.TensorFlowTransposed;
        Load(name, shape, IsTransposedFilters, reader, bias, batchNorm, weights.SetOutput, weights.SetBias);
        return weights;
    }

    /// <summary>A dense layer over a feature map, as the convolution with the map's size that it equals.</summary>
    /// <param name="name">The layer's name.</param>
    /// <param name="outFeatures">Features of the output.</param>
    /// <param name="height">Rows of the feature map.</param>
    /// <param name="width">Columns of the feature map.</param>
    /// <param name="channels">Channels of the feature map.</param>
    /// <param name="bias">Whether there is a bias.</param>
    /// <param name="batchNorm">The normalisation of the output, if any.</param>
    public ConvolutionWeights Dense(
        string name, int outFeatures, int height, int width, int channels, bool bias, BatchNormFold? batchNorm = null)
    {
        var weights = ConvolutionWeights.Allocate(outFeatures, channels, 1, height, width);
        var shape = new FilterShape(outFeatures, 1, channels, height * width);
        var isFeatures = IsFeatures([outFeatures, channels, height, width]);
        Load(name, shape, isFeatures, Straight, bias, batchNorm, weights.SetOutput, weights.SetBias);
        return weights;
    }

    /// <summary>A batch normalisation that stands alone, as a factor and a summand per channel.</summary>
    /// <param name="batchNorm">The normalisation.</param>
    /// <param name="channels">Its channels.</param>
    public (float[] Scale, float[] Shift) ChannelAffine(BatchNormFold batchNorm, int channels)
    {
        ArgumentNullException.ThrowIfNull(batchNorm);
        if (Fold(batchNorm, channels) is not { } fold) return (new float[channels], new float[channels]);
        var scale = new float[channels];
        for (var i = 0; i < channels; i++) scale[i] = (float)fold.Scale[i];
        var shift = fold.Bias(null);
        CheckOverflow($"The factor of {Names.Quote(batchNorm.Name)}", Overflow(scale));
        CheckOverflow($"The summand of {Names.Quote(batchNorm.Name)}", Overflow(shift));
        return (scale, shift);
    }

    /// <summary>A value per channel, such as the γ of an instance normalisation.</summary>
    /// <param name="tensorName">The tensor's name.</param>
    /// <param name="length">Channels.</param>
    public float[] Vector(string tensorName, int length) => ReadVector(tensorName, length, single: false) ?? new float[length];

    /// <summary>A value per channel, where the source may hold a single one for all: the slopes of a PReLU.</summary>
    /// <param name="tensorName">The tensor's name.</param>
    /// <param name="length">Channels.</param>
    public float[] Slope(string tensorName, int length) => ReadVector(tensorName, length, single: true) ?? new float[length];
}
