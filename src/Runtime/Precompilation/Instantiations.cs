#if PRECOMPILED
namespace NetGen.Kernels;

/// <summary>
/// Names the generic kernels with the activations of this assembly, so that their code is compiled ahead of time: only the generated code of another assembly calls them.
/// Nothing calls this.
/// </summary>
internal static class Instantiations
{
    public static void All()
    {
        Of<Identity>();
        Of<Relu>();
        Of<LeakyRelu>();
        Of<Clip>();
        Of<Elu>();
        Of<Selu>();
        Of<Sigmoid>();
        Of<HardSigmoid>();
        Of<HardSwish>();
        Of<Silu>();
        Of<Mish>();
        Of<Gelu>();
        Of<Tanh>();
        Of<Softplus>();
    }

    private static void Of<TActivation>() where TActivation : struct, IActivation
    {
        Activation.Run(default, default, default(TActivation), 1);
        ChannelAffine.Run(default, default, default, default, default, default(TActivation), 1);
        Add.Run(default, default, default, default(TActivation), 1);
        Add.Run(default, default, default, default, default(TActivation), 1);
        Multiply.Run(default, default, default, default(TActivation), 1);
        Convolution.Run(default, default, null!, default, default, default, default(TActivation), 1);
        Convolution.Run(default, default, null!, default, default, default, default(TActivation), default, 1);
        Convolution.RunAdded(default, default, null!, default, default, default, default, default(TActivation), 1);
        Convolution.RunAdded(default, default, null!, default, default, default, default, default(TActivation), default, 1);
        Convolution.RunJoined(default, default, null!, default, default, default, default, default(TActivation), 1);
        Convolution.RunJoined(default, default, null!, default, default, default, default, default(TActivation), default, 1);
        _ = new BandChain(new PixelStage<TActivation>(null!, default), new DepthwiseStage<TActivation>(null!, default, false, default));
        DepthwiseConvolution.Run(default, default, null!, default, default, default, default(TActivation), 1);
        TransposedConvolution.Run(default, default, null!, default, default, default, default(TActivation), 1);
        WinogradConvolution.Run(default, default, null!, default, default, default, default(TActivation), default, 1);
        WinogradConvolution.RunAdded(default, default, null!, default, default, default, default, default(TActivation), default, 1);
        WinogradConvolution.RunJoined(default, default, null!, default, default, default, default, default(TActivation), default, 1);
        WinogradConvolution.RunMaxPooled(default, default, null!, default, default, default, default(TActivation), default, 1);
    }
}
#endif
